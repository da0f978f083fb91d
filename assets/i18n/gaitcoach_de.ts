<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>gaitcoach</name>
    <message>
        <source>Camera and measuring</source>
        <translation>Kamera und Messung</translation>
    </message>
    <message>
        <source>Coaching</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Voice and sound</source>
        <translation>Stimme und Ton</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
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
        <source>Where the camera stands: behind the runner, or in front.</source>
        <translation>Wo die Kamera steht: hinter oder vor der laufenden Person.</translation>
    </message>
    <message>
        <source>Behind the runner</source>
        <translation>Hinten</translation>
    </message>
    <message>
        <source>In front</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <source>Camera mirrors</source>
        <translation>Kamera spiegelt</translation>
    </message>
    <message>
        <source>The camera itself delivers a mirrored picture.</source>
        <translation>Die Kamera selbst liefert ein gespiegeltes Bild.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Messverfahren</translation>
    </message>
    <message>
        <source>How the pelvis is measured. Automatic: by two stickers once they are placed, else by the pelvis network. The raw hip line of the pose model is for comparison only.</source>
        <translation>Wie das Becken gemessen wird. Automatisch: mit zwei Klebepunkten, sobald sie gesetzt sind, sonst mit dem Beckennetz. Die rohe Hüftlinie des Körpermodells dient nur zum Vergleich.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Pelvis network</source>
        <translation>Beckennetz</translation>
    </message>
    <message>
        <source>Two stickers</source>
        <translation>Zwei Klebepunkte</translation>
    </message>
    <message>
        <source>Raw hip line (to compare)</source>
        <translation>Rohe Hüftlinie (zum Vergleich)</translation>
    </message>
    <message>
        <source>Pose model</source>
        <translation>Körpermodell</translation>
    </message>
    <message>
        <source>What finds the body: full is truer, lite is quicker on a slow computer.</source>
        <translation>Findet den Körper: „Genau“ misst besser, „Schnell“ hilft auf einem langsamen Computer.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Lite</source>
        <translation>Schnell</translation>
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
        <source>Quiet standing</source>
        <translation>Ruhiger Stand</translation>
    </message>
    <message>
        <source>Seconds of quiet standing before the run that tell what is level, or none.</source>
        <translation>So lange vor dem Lauf ruhig stehen: Das zeigt, was gerade ist.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
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
        <source>Limit</source>
        <translation>Grenzwert</translation>
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
        <source>like the limit</source>
        <translation>wie der Grenzwert</translation>
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
        <source>Words of the cue</source>
        <translation>Worte der Ansage</translation>
    </message>
    <message>
        <source>What is said when a hip drops too far.</source>
        <translation>Was gesagt wird, wenn eine Hüfte zu weit absackt.</translation>
    </message>
    <message>
        <source>Cues during</source>
        <translation>Ansagen während</translation>
    </message>
    <message>
        <source>Percent of the running time with cues, in blocks. In between gaitcoach only measures: what stays without cues has been learned. Usual: four runs with 100, then less.</source>
        <translation>Anteil der Laufzeit mit Ansagen, in Blöcken. Dazwischen wird nur gemessen: Was ohne Ansagen bleibt, ist gelernt. Üblich: vier Läufe mit 100 %, dann weniger.</translation>
    </message>
    <message>
        <source>Metronome</source>
        <translation>Metronom</translation>
    </message>
    <message>
        <source>Click above your own cadence, percent (0 = off).</source>
        <translation>Klickt um so viel Prozent schneller als die eigene Schrittfrequenz (0 = aus).</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
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
        <source>Who speaks</source>
        <translation>Wer spricht</translation>
    </message>
    <message>
        <source>A voice of this computer, by its own name.</source>
        <translation>Eine Stimme dieses Computers.</translation>
    </message>
    <message>
        <source>The usual voice of the language</source>
        <translation>Die übliche Stimme der Sprache</translation>
    </message>
    <message>
        <source>Speed of speech</source>
        <translation>Sprechtempo</translation>
    </message>
    <message>
        <source>Words a minute.</source>
        <translation>Wörter pro Minute.</translation>
    </message>
    <message>
        <source>words a minute</source>
        <translation>Wörter pro Minute</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>Eigene Worte</translation>
    </message>
    <message>
        <source>What is said in place of the usual words; empty = the usual ones.</source>
        <translation>Was statt der üblichen Worte gesagt wird; leer = die üblichen.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Of the window. High contrast: black, white and the two colours of meaning.</source>
        <translation>Des Fensters. Hoher Kontrast: Schwarz, Weiß und die beiden Farben mit Bedeutung.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window and the voice.</source>
        <translation>Von Fenster und Stimme.</translation>
    </message>
    <message>
        <source>The computer's</source>
        <translation>Wie der Computer</translation>
    </message>
    <message>
        <source>Smooth drawing</source>
        <translation>Ruhig zeichnen</translation>
    </message>
    <message>
        <source>How calmly the pelvic line is drawn. No number and no cue changes by it.</source>
        <translation>Wie ruhig die Beckenlinie gezeichnet wird. Zahlen und Ansagen ändern sich dadurch nicht.</translation>
    </message>
    <message>
        <source>a little</source>
        <translation>ein wenig</translation>
    </message>
    <message>
        <source>much</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>The folder in which the record of every run is kept.</source>
        <translation>Der Ordner, in dem die Aufzeichnung jedes Laufs liegt.</translation>
    </message>
    <message>
        <source>The user's data folder</source>
        <translation>Der übliche Datenordner</translation>
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
        <source>Give a whole number.</source>
        <translation>Bitte eine ganze Zahl angeben.</translation>
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
        <source>Give a number from {low:g} to {high:g}.</source>
        <translation>Bitte eine Zahl von {low:g} bis {high:g} angeben.</translation>
    </message>
    <message>
        <source>Give 1 to {longest} letters.</source>
        <translation>Bitte 1 bis {longest} Zeichen angeben.</translation>
    </message>
    <message>
        <source>Give a table of keys and words.</source>
        <translation>Bitte eine Tabelle aus Schlüsseln und Worten angeben.</translation>
    </message>
    <message>
        <source>Give {count} numbers with commas between them.</source>
        <translation>Bitte {count} Zahlen angeben, durch Kommas getrennt.</translation>
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
        <source>The settings file {path} cannot be written ({reason}).</source>
        <translation>Die Einstellungsdatei {path} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>Allow writing there or free some space.</source>
        <translation>Dort das Schreiben erlauben oder Platz schaffen.</translation>
    </message>
    <message>
        <source>Own words for: {words}</source>
        <translation>Eigene Worte für: {words}</translation>
    </message>
    <message>
        <source>▶ Try</source>
        <translation>▶ Anhören</translation>
    </message>
    <message>
        <source>Try: {words}</source>
        <translation>Anhören: {words}</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
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
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Folder of the records</source>
        <translation>Ordner der Aufzeichnungen</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Only measuring now, without cues: what stays has been learned.</source>
        <translation>Jetzt wird nur gemessen, ohne Ansagen: Was bleibt, ist gelernt.</translation>
    </message>
</context></TS>
