BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
INSERT INTO "person" VALUES(1,'b373041710034ed9bb98cbe5e771ff7e','Ida','',NULL,NULL,'2026-11-26 17:32:52.143480');
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
	right_over_rel FLOAT, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT fk_run_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_run_uid UNIQUE (uid)
);
INSERT INTO "run" VALUES(1,'00000000000000000000000000000001',1,'ended','somewhere',NULL,'2026-11-20 18:30:00.000000',0,'demo','behind',5.0,'{"runner": "Ida", "threshold_deg": 5.0, "view": "behind"}','{"gaitcoach": "0.1.0"}','learned',1,60.0,60.0,171.0,0.25,0.4,0.2,'standing',1,0,NULL,NULL,'','','{"event": "summary", "duration_s": 60.0, "active_s": 60.0, "cadence_spm": 171.0, "contact_time_s": 0.25, "baseline_deg": 0.4, "baseline_sigma_deg": 0.2, "level_by": "standing", "method": "learned", "validated": true, "threshold_deg": 5.0, "cues": 1, "gaps": 0}',12,12,6.0,5.2223296786709350048e-01,5.19508296606367370173e+00,6.80491703393632629826e+00,1.0,12,12,3.0,5.2223296786709350048e-01,2.19508296606367325765e+00,3.80491703393632674234e+00,0.0);
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
COMMIT;
