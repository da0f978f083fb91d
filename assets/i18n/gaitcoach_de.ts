<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>gaitcoach</name>
    <message>
        <source>Source</source>
        <translation>Bildquelle</translation>
    </message>
    <message>
        <source>Camera index or name, rtsp:// or http:// address, video file, or 'demo'.</source>
        <translation>Nummer oder Name der Kamera, rtsp://- oder http://-Adresse, Videodatei oder 'demo'.</translation>
    </message>
    <message>
        <source>Runner</source>
        <translation>Wer läuft</translation>
    </message>
    <message>
        <source>Who is running: a name or a code, kept in the record.</source>
        <translation>Wer läuft: Name oder Kürzel, steht in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Camera stands</source>
        <translation>Kamera steht</translation>
    </message>
    <message>
        <source>Where the camera stands.</source>
        <translation>Wo die Kamera steht.</translation>
    </message>
    <message>
        <source>Camera mirrors</source>
        <translation>Kamera spiegelt</translation>
    </message>
    <message>
        <source>The source delivers a mirrored picture.</source>
        <translation>Die Kamera selbst liefert ein gespiegeltes Bild.</translation>
    </message>
    <message>
        <source>Pose model</source>
        <translation>Körpermodell</translation>
    </message>
    <message>
        <source>Pose model.</source>
        <translation>Körpermodell.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Messverfahren</translation>
    </message>
    <message>
        <source>How the pelvis is measured: auto = two stickers once they are placed, else the pelvis network (learned); hip_line = the pose model's raw hip points, for comparison only.</source>
        <translation>Wie das Becken gemessen wird: auto = mit zwei Klebepunkten, sobald sie gesetzt sind, sonst mit dem Beckennetz (learned); hip_line = mit den rohen Hüftpunkten des Körpermodells, nur zum Vergleich.</translation>
    </message>
    <message>
        <source>Stickers</source>
        <translation>Klebepunkte</translation>
    </message>
    <message>
        <source>Where the two stickers are in the first picture, as X1,Y1,X2,Y2 in pixels.</source>
        <translation>Wo die zwei Klebepunkte im ersten Bild sind, als X1,Y1,X2,Y2 in Pixeln.</translation>
    </message>
    <message>
        <source>Limit, degrees</source>
        <translation>Grenzwert, Grad</translation>
    </message>
    <message>
        <source>Hip drop above the standing baseline that is too much, degrees.</source>
        <translation>Ab wie viel Grad mehr als im ruhigen Stand die Hüfte zu weit absackt.</translation>
    </message>
    <message>
        <source>Limit on the left leg</source>
        <translation>Grenzwert im Stand links</translation>
    </message>
    <message>
        <source>Another limit while standing on the left leg, where the right hip drops.</source>
        <translation>Eigener Grenzwert, während das linke Bein steht: dann sackt die rechte Hüfte ab.</translation>
    </message>
    <message>
        <source>Limit on the right leg</source>
        <translation>Grenzwert im Stand rechts</translation>
    </message>
    <message>
        <source>Another limit while standing on the right leg, where the left hip drops.</source>
        <translation>Eigener Grenzwert, während das rechte Bein steht: dann sackt die linke Hüfte ab.</translation>
    </message>
    <message>
        <source>Standing, seconds</source>
        <translation>Ruhiger Stand, Sekunden</translation>
    </message>
    <message>
        <source>Seconds of quiet standing that make the baseline, or 'none'.</source>
        <translation>So viele Sekunden ruhiger Stand ergeben die Nulllage; 'none' = ohne.</translation>
    </message>
    <message>
        <source>Upright edge</source>
        <translation>Senkrechte Kante</translation>
    </message>
    <message>
        <source>An upright edge in the picture, such as a door frame, as X1,Y1,X2,Y2 in pixels: takes camera roll off in place of standing.</source>
        <translation>Eine senkrechte Kante im Bild, etwa ein Türrahmen, als X1,Y1,X2,Y2 in Pixeln: gleicht eine schiefe Kamera aus, anstelle des ruhigen Stands.</translation>
    </message>
    <message>
        <source>Words of the cue</source>
        <translation>Worte der Ansage</translation>
    </message>
    <message>
        <source>What is said when a hip drops too far (a phrase key).</source>
        <translation>Was gesagt wird, wenn eine Hüfte zu weit absackt.</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Speak the cues.</source>
        <translation>Ansagen sprechen.</translation>
    </message>
    <message>
        <source>Step tone</source>
        <translation>Schrittton</translation>
    </message>
    <message>
        <source>Beep at every step: low = level, high = too far.</source>
        <translation>Ton bei jedem Schritt: tief = gerade, hoch = zu weit abgesackt.</translation>
    </message>
    <message>
        <source>Metronome, percent</source>
        <translation>Metronom, Prozent</translation>
    </message>
    <message>
        <source>Click above your own cadence, percent (0 = off).</source>
        <translation>Klickt um so viel Prozent schneller als die eigene Schrittfrequenz (0 = aus).</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window and the voice; auto = the computer's.</source>
        <translation>Von Fenster und Stimme; auto = die des Computers.</translation>
    </message>
    <message>
        <source>The method {method} does not look at stickers.</source>
        <translation>Das Messverfahren {method} achtet nicht auf Klebepunkte.</translation>
    </message>
    <message>
        <source>Leave --stickers out, or use --method auto.</source>
        <translation>--stickers weglassen oder --method auto verwenden.</translation>
    </message>
    <message>
        <source>Give true or false, without quotes.</source>
        <translation>Bitte true oder false angeben, ohne Anführungszeichen.</translation>
    </message>
    <message>
        <source>Give a text in quotes.</source>
        <translation>Bitte einen Text in Anführungszeichen angeben.</translation>
    </message>
    <message>
        <source>{name} cannot be {value!r}.</source>
        <translation>{name} kann nicht {value!r} sein.</translation>
    </message>
    <message>
        <source>Choose one of: {allowed}.</source>
        <translation>Möglich ist: {allowed}.</translation>
    </message>
    <message>
        <source>Give 1 to {longest} letters.</source>
        <translation>Bitte 1 bis {longest} Zeichen angeben.</translation>
    </message>
    <message>
        <source>Give a number from {low:g} to {high:g}.</source>
        <translation>Bitte eine Zahl von {low:g} bis {high:g} angeben.</translation>
    </message>
    <message>
        <source>Give {count} numbers with commas between them.</source>
        <translation>Bitte {count} Zahlen angeben, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be written ({reason}).</source>
        <translation>Die Einstellungsdatei {path} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>Allow writing there or free some space.</source>
        <translation>Dort das Schreiben erlauben oder Platz schaffen.</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read ({reason}).</source>
        <translation>Die Einstellungsdatei {path} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>Mend or delete it.</source>
        <translation>Bitte berichtigen oder löschen.</translation>
    </message>
    <message>
        <source>The settings file {path} has unknown keys: {keys}.</source>
        <translation>Die Einstellungsdatei {path} enthält unbekannte Schlüssel: {keys}.</translation>
    </message>
    <message>
        <source>Known keys: {keys}.</source>
        <translation>Bekannte Schlüssel: {keys}.</translation>
    </message>
    <message>
        <source>‹ Home</source>
        <translation>‹ Start</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
</context></TS>
