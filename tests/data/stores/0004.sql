BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE block (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	block VARCHAR(16), 
	CONSTRAINT pk_block PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_block_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	made_utc DATETIME NOT NULL, 
	revoked_utc DATETIME, 
	body JSON NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT fk_correction_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
CREATE TABLE cue (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	side VARCHAR(5), 
	text TEXT NOT NULL, 
	said BOOLEAN NOT NULL, 
	reason JSON NOT NULL, 
	CONSTRAINT pk_cue PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_cue_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "cue" VALUES(1,0,7.5,'correct','left','hips_level',1,'{"rule": "drops_too_far", "metric": "drop_deg", "value_deg": 6.0, "lower_bound_deg": 5.4, "threshold_deg": 5.0, "n_steps": 12}');
CREATE TABLE drill (
	id INTEGER NOT NULL, 
	uid VARCHAR(32) NOT NULL, 
	person_id INTEGER, 
	started_utc DATETIME NOT NULL, 
	offset_min INTEGER NOT NULL, 
	drill VARCHAR(32) NOT NULL, 
	side VARCHAR(5), 
	load VARCHAR(8) NOT NULL, 
	reps INTEGER NOT NULL, 
	good_reps INTEGER NOT NULL, 
	hold_s FLOAT NOT NULL, 
	good_s FLOAT NOT NULL, 
	score_percent FLOAT NOT NULL, 
	range_deg FLOAT, 
	good_deg FLOAT, 
	target_reps INTEGER, 
	target_hold_s FLOAT, 
	faults JSON NOT NULL, 
	findings JSON NOT NULL, 
	"view" VARCHAR(16) NOT NULL, 
	method VARCHAR(16) NOT NULL, 
	settings JSON NOT NULL, 
	versions JSON NOT NULL, 
	summary JSON NOT NULL, held_on BOOLEAN DEFAULT 0 NOT NULL, notes TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_drill PRIMARY KEY (id), 
	CONSTRAINT fk_drill_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_drill_uid UNIQUE (uid)
);
INSERT INTO "drill" VALUES(1,'29445580b71c4ea9b72289442a10a3ee',1,'2026-11-20 18:30:00.000000',0,'hip_abduction','both','band',20,19,0.0,0.0,95.0,31.0,28.0,10,0.0,'{"drop": 1}','{"left": [], "right": []}','front','learned','{"threshold_deg": 5.0}','{"gaitcoach": "0.1.0", "python": "3.11.7", "mediapipe": "1.2.3", "opencv": "5.1.0.95", "numpy": "2.4.6", "PyQt6": "6.11.0", "pyttsx3": "2.99"}','{"event": "summary", "drill": "hip_abduction", "side": "both", "reps": 20, "hold_s": 0.0, "faults": 1, "score": 95.0, "faults_by_kind": {"drop": 1}, "findings": {"left": [], "right": []}, "by_side": {"left": {"reps": 10, "good_reps": 9, "hold_s": 0.0, "good_s": 0.0, "score": 90.0, "range_deg": 31.0, "good_deg": 24.5}, "right": {"reps": 10, "good_reps": 10, "hold_s": 0.0, "good_s": 0.0, "score": 100.0, "range_deg": 28.0, "good_deg": 28.0}}, "target": {"reps": 10, "hold_s": 0.0}, "level_deg": 0.4, "settings": {"threshold_deg": 5.0}, "view": "front", "method": "learned"}',1,'back of a chair');
INSERT INTO "drill" VALUES(2,'be4c7a1a360f4b538b84cdf961fb87b3',1,'2026-11-20 19:30:00.000000',0,'mirror_stance','both','none',10,0,300.0,276.0,92.0,NULL,NULL,5,30.0,'{}','{"left": ["level"], "right": ["drop"]}','front','learned','{"threshold_deg": 5.0}','{"gaitcoach": "0.1.0", "python": "3.11.7", "mediapipe": "1.2.3", "opencv": "5.1.0.95", "numpy": "2.4.6", "PyQt6": "6.11.0", "pyttsx3": "2.99"}','{"event": "summary", "drill": "mirror_stance", "side": "both", "reps": 10, "hold_s": 300.0, "faults": 1, "score": 92.0, "faults_by_kind": {}, "findings": {"left": ["level"], "right": ["drop"]}, "by_side": {"left": {"reps": 5, "good_reps": 0, "hold_s": 150.0, "good_s": 138.0, "score": 92.0, "range_deg": null, "good_deg": null}, "right": {"reps": 5, "good_reps": 0, "hold_s": 150.0, "good_s": 138.0, "score": 92.0, "range_deg": null, "good_deg": null}}, "target": {"reps": 5, "hold_s": 30.0}, "level_deg": 0.4, "settings": {"threshold_deg": 5.0}, "view": "front", "method": "learned"}',0,'');
CREATE TABLE fact (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	event VARCHAR(16) NOT NULL, 
	body JSON, 
	CONSTRAINT pk_fact PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_fact_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "fact" VALUES(1,0,1.0,'quality','{"quality": "ok", "message": "Measuring."}');
CREATE TABLE gap (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	t_end_s FLOAT NOT NULL, 
	cause TEXT, 
	CONSTRAINT pk_gap PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_gap_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE marker (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_marker PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_marker_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "marker" VALUES(1,0,13.0,'tired');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	uid VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	notes TEXT DEFAULT '' NOT NULL, 
	consent_utc DATETIME, 
	threshold_deg FLOAT, 
	created_utc DATETIME NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_name UNIQUE (name), 
	CONSTRAINT uq_person_uid UNIQUE (uid)
);
INSERT INTO "person" VALUES(1,'c353100076b8405ba517500c6fb2d3b8','Ida','',NULL,NULL,'2026-11-26 17:44:57.268155');
CREATE TABLE programme (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	created_utc DATETIME NOT NULL, 
	ended_utc DATETIME, 
	schedule JSON NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (id), 
	CONSTRAINT fk_programme_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE TABLE programme_session (
	run_id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_programme_session PRIMARY KEY (run_id), 
	CONSTRAINT fk_programme_session_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE, 
	CONSTRAINT fk_programme_session_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
CREATE TABLE run (
	id INTEGER NOT NULL, 
	uid VARCHAR(32) NOT NULL, 
	person_id INTEGER, 
	state VARCHAR(16) NOT NULL, 
	machine TEXT NOT NULL, 
	record TEXT, 
	started_utc DATETIME NOT NULL, 
	offset_min INTEGER DEFAULT '0' NOT NULL, 
	source TEXT NOT NULL, 
	"view" VARCHAR(16) NOT NULL, 
	threshold_deg FLOAT NOT NULL, 
	settings JSON NOT NULL, 
	versions JSON NOT NULL, 
	method VARCHAR(16), 
	validated BOOLEAN, 
	duration_s FLOAT, 
	active_s FLOAT, 
	cadence_spm FLOAT, 
	contact_time_s FLOAT, 
	baseline_deg FLOAT, 
	baseline_sigma_deg FLOAT, 
	level_by VARCHAR(16), 
	cues INTEGER, 
	gaps INTEGER, 
	speed_kmh FLOAT, 
	incline_percent FLOAT, 
	shoes TEXT DEFAULT '' NOT NULL, 
	notes TEXT DEFAULT '' NOT NULL, 
	summary JSON, 
	left_n INTEGER, 
	left_usable INTEGER, 
	left_mean_deg FLOAT, 
	left_sd_deg FLOAT, 
	left_low_deg FLOAT, 
	left_high_deg FLOAT, 
	left_over_rel FLOAT, 
	right_n INTEGER, 
	right_usable INTEGER, 
	right_mean_deg FLOAT, 
	right_sd_deg FLOAT, 
	right_low_deg FLOAT, 
	right_high_deg FLOAT, 
	right_over_rel FLOAT, left_limit_deg FLOAT, right_limit_deg FLOAT, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT fk_run_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_run_uid UNIQUE (uid)
);
INSERT INTO "run" VALUES(1,'00000000000000000000000000000001',1,'ended','somewhere',NULL,'2026-11-20 18:30:00.000000',0,'demo','behind',5.0,'{"runner": "Ida", "threshold_deg": 5.0, "view": "behind"}','{"gaitcoach": "0.1.0"}','learned',1,60.0,60.0,171.0,0.25,0.4,0.2,'standing',1,0,NULL,NULL,'','','{"event": "summary", "duration_s": 60.0, "active_s": 60.0, "cadence_spm": 171.0, "contact_time_s": 0.25, "baseline_deg": 0.4, "baseline_sigma_deg": 0.2, "level_by": "standing", "method": "learned", "validated": true, "threshold_deg": 5.0, "cues": 1, "gaps": 0}',12,12,6.0,5.2223296786709350048e-01,5.19508296606367370173e+00,6.80491703393632629826e+00,1.0,12,12,3.0,5.2223296786709350048e-01,2.19508296606367325765e+00,3.80491703393632674234e+00,0.0,NULL,NULL);
CREATE TABLE step (
	run_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	t_s FLOAT NOT NULL, 
	side VARCHAR(5) NOT NULL, 
	drop_deg FLOAT, 
	drop_peak_deg FLOAT, 
	sigma_deg FLOAT, 
	level_deg FLOAT, 
	contact_time_s FLOAT, 
	cadence_spm FLOAT, 
	n_frames SMALLINT, 
	reason VARCHAR(16), 
	CONSTRAINT pk_step PRIMARY KEY (run_id, n), 
	CONSTRAINT fk_step_run_id FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "step" VALUES(1,0,0.0,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,1,0.3333,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,2,0.6667,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,3,1.0,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,4,1.3333,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,5,1.6667,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,6,2.0,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,7,2.3333,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,8,2.6667,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,9,3.0,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,10,3.3333,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,11,3.6667,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,12,4.0,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,13,4.3333,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,14,4.6667,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,15,5.0,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,16,5.3333,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,17,5.6667,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,18,6.0,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,19,6.3333,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,20,6.6667,'left',5.5,6.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,21,7.0,'right',2.5,3.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,22,7.3333,'left',6.5,7.5,0.5,NULL,0.25,NULL,4,NULL);
INSERT INTO "step" VALUES(1,23,7.6667,'right',3.5,4.5,0.5,NULL,0.25,NULL,4,NULL);
CREATE INDEX ix_run_person_id_started_utc ON run (person_id, started_utc);
CREATE INDEX ix_run_started_utc ON run (started_utc);
CREATE INDEX ix_programme_person_id ON programme (person_id);
CREATE INDEX ix_correction_run_id ON correction (run_id);
CREATE INDEX ix_programme_session_programme_id ON programme_session (programme_id);
CREATE INDEX ix_drill_person_id_started_utc ON drill (person_id, started_utc);
COMMIT;
