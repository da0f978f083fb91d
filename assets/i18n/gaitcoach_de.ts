<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>gaitcoach</name>
    <message>
        <source>The picture {path} could not be written: free some space.</source>
        <translation>Das Bild {path} ließ sich nicht speichern: Speicherplatz freigeben.</translation>
    </message>
    <message>
        <source>The run could not be deleted from the history: delete it there.</source>
        <translation>Der Lauf ließ sich nicht aus dem Verlauf löschen: dort von Hand löschen.</translation>
    </message>
    <message>
        <source>The record {path} could not be deleted: delete it yourself.</source>
        <translation>Die Aufzeichnung {path} ließ sich nicht löschen: von Hand löschen.</translation>
    </message>
    <message>
        <source>The record is not complete: {path}.</source>
        <translation>Die Aufzeichnung ist nicht vollständig: {path}.</translation>
    </message>
    <message>
        <source>Record kept at {path}.</source>
        <translation>Aufzeichnung behalten: {path}.</translation>
    </message>
    <message>
        <source>{path} exists already.</source>
        <translation>{path} gibt es schon.</translation>
    </message>
    <message>
        <source>{name} is not a file.</source>
        <translation>{name} ist keine Datei.</translation>
    </message>
    <message>
        <source>Choose a video file.</source>
        <translation>Eine Videodatei wählen.</translation>
    </message>
    <message>
        <source>There is no file {shown}.</source>
        <translation>Es gibt keine Datei {shown}.</translation>
    </message>
    <message>
        <source>Check the spelling and the folder.</source>
        <translation>Schreibweise und Ordner prüfen.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({strerror}).</source>
        <translation>{path} lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
        <source>Check the address, and that the camera is on and in the same network.</source>
        <translation>Adresse prüfen, und ob die Kamera an und im selben Netz ist.</translation>
    </message>
    <message>
        <source>{shown} is not a valid address.</source>
        <translation>{shown} ist keine gültige Adresse.</translation>
    </message>
    <message>
        <source>Write it as rtsp://host:port/path.</source>
        <translation>So schreiben: rtsp://host:port/pfad.</translation>
    </message>
    <message>
        <source>No picture came from {shown}.</source>
        <translation>Von {shown} kam kein Bild.</translation>
    </message>
    <message>
        <source>There is no host {hostname} ({shown}).</source>
        <translation>Es gibt keinen Rechner {hostname} ({shown}).</translation>
    </message>
    <message>
        <source>{hostname} answers, but nothing listens on port {port} ({shown}).</source>
        <translation>{hostname} antwortet, aber an Port {port} ist nichts ({shown}).</translation>
    </message>
    <message>
        <source>Check the port, and that the camera's app or server is running.</source>
        <translation>Port prüfen, und ob App oder Server der Kamera läuft.</translation>
    </message>
    <message>
        <source>{shown} does not answer.</source>
        <translation>{shown} antwortet nicht.</translation>
    </message>
    <message>
        <source>{shown} cannot be reached ({strerror}).</source>
        <translation>{shown} ist nicht erreichbar ({strerror}).</translation>
    </message>
    <message>
        <source>{shown} refuses the user name or password ({status}).</source>
        <translation>{shown} lehnt Name oder Passwort ab ({status}).</translation>
    </message>
    <message>
        <source>Write them into the address: rtsp://user:password@host/path.</source>
        <translation>In die Adresse schreiben: rtsp://name:passwort@host/pfad.</translation>
    </message>
    <message>
        <source>{shown} does not exist on that server (404).</source>
        <translation>{shown} gibt es auf diesem Server nicht (404).</translation>
    </message>
    <message>
        <source>Check the part after the host.</source>
        <translation>Den Teil nach dem Rechnernamen prüfen.</translation>
    </message>
    <message>
        <source>{shown} answers with error {status}.</source>
        <translation>{shown} antwortet mit Fehler {status}.</translation>
    </message>
    <message>
        <source>Restart the camera's server.</source>
        <translation>Den Server der Kamera neu starten.</translation>
    </message>
    <message>
        <source>{shown} answers, but no video that can be read comes from it.</source>
        <translation>{shown} antwortet, liefert aber kein lesbares Video.</translation>
    </message>
    <message>
        <source>Check that the address is that of the video itself, not of a web page.</source>
        <translation>Prüfen, ob die Adresse die des Videos ist und nicht die einer Webseite.</translation>
    </message>
    <message>
        <source>{n} cameras are called {name}: {cameras}.</source>
        <translation>{n} Kameras heißen {name}: {cameras}.</translation>
    </message>
    <message>
        <source>Give the number instead.</source>
        <translation>Stattdessen die Nummer angeben.</translation>
    </message>
    <message>
        <source>There is no camera or file {name}; this computer has no camera.</source>
        <translation>Es gibt keine Kamera oder Datei {name}; dieser Computer hat keine Kamera.</translation>
    </message>
    <message>
        <source>Plug one in, or give a video file, an address or 'demo'.</source>
        <translation>Eine anschließen oder Videodatei, Adresse oder 'demo' angeben.</translation>
    </message>
    <message>
        <source>There is no camera or file {name}. Cameras: {cameras}.</source>
        <translation>Es gibt keine Kamera oder Datei {name}. Kameras: {cameras}.</translation>
    </message>
    <message>
        <source>`gaitcoach cameras` lists them.</source>
        <translation>`gaitcoach cameras` zählt sie auf.</translation>
    </message>
    <message>
        <source>No more pictures come from {name}.</source>
        <translation>Von {name} kommen keine Bilder mehr.</translation>
    </message>
    <message>
        <source>Check its cable.</source>
        <translation>Das Kabel prüfen.</translation>
    </message>
    <message>
        <source>Check the camera and the Wi-Fi.</source>
        <translation>Kamera und WLAN prüfen.</translation>
    </message>
    <message>
        <source>There is no {name}: this computer has no camera.</source>
        <translation>Es gibt {name} nicht: Dieser Computer hat keine Kamera.</translation>
    </message>
    <message>
        <source>There is no {name}. Cameras: {cameras}.</source>
        <translation>Es gibt {name} nicht. Kameras: {cameras}.</translation>
    </message>
    <message>
        <source>Give one of these numbers.</source>
        <translation>Eine dieser Nummern angeben.</translation>
    </message>
    <message>
        <source>No picture comes from {name}: another program uses it, or it is not allowed.</source>
        <translation>Von {name} kommt kein Bild: Ein anderes Programm benutzt die Kamera, oder sie ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>Close other programs that use the camera, allow access in the system's settings, or plug it in again.</source>
        <translation>Andere Programme schließen, die die Kamera benutzen, den Zugriff in den Systemeinstellungen erlauben oder die Kamera neu anschließen.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} ist leer.</translation>
    </message>
    <message>
        <source>Copy or record it again.</source>
        <translation>Neu kopieren oder aufnehmen.</translation>
    </message>
    <message>
        <source>{name} is cut: its index is missing, so nothing in it can be played.</source>
        <translation>{name} ist unvollständig: Das Inhaltsverzeichnis fehlt, darum lässt sich nichts abspielen.</translation>
    </message>
    <message>
        <source>Copy it again, or stop the recording before taking the file.</source>
        <translation>Neu kopieren oder die Aufnahme beenden, bevor die Datei genommen wird.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({strerror}).</source>
        <translation>{name} ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
        <source>Check the file.</source>
        <translation>Die Datei prüfen.</translation>
    </message>
    <message>
        <source>{name} holds no video that can be read.</source>
        <translation>{name} enthält kein lesbares Video.</translation>
    </message>
    <message>
        <source>Give an MP4, MOV, MKV or AVI file.</source>
        <translation>Eine MP4-, MOV-, MKV- oder AVI-Datei angeben.</translation>
    </message>
    <message>
        <source>The certificate for the phone cannot be kept in {folder} ({reason}).</source>
        <translation>Das Zertifikat für das Handy lässt sich in {folder} nicht speichern ({reason}).</translation>
    </message>
    <message>
        <source>Allow writing there, or free some space.</source>
        <translation>Dort das Schreiben erlauben oder Speicherplatz freigeben.</translation>
    </message>
    <message>
        <source>This computer is in no network that a phone can reach.</source>
        <translation>Dieser Computer ist in keinem Netz, das ein Handy erreicht.</translation>
    </message>
    <message>
        <source>Join the phone's Wi-Fi or its hotspot, then start again.</source>
        <translation>Mit dem WLAN oder dem Hotspot des Handys verbinden, dann neu starten.</translation>
    </message>
    <message>
        <source>Nothing can be opened on {address} ({reason}).</source>
        <translation>Auf {address} lässt sich nichts öffnen ({reason}).</translation>
    </message>
    <message>
        <source>Check the network, then start again.</source>
        <translation>Das Netz prüfen, dann neu starten.</translation>
    </message>
    <message>
        <source>The door for the phone does not open.</source>
        <translation>Der Zugang für das Handy öffnet sich nicht.</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>Neu starten.</translation>
    </message>
    <message>
        <source>The door for the phone is closed.</source>
        <translation>Der Zugang für das Handy ist geschlossen.</translation>
    </message>
    <message>
        <source>The door for the phone failed ({error}).</source>
        <translation>Der Zugang für das Handy ist ausgefallen ({error}).</translation>
    </message>
    <message>
        <source>The phone as camera needs packages that are not installed.</source>
        <translation>Für das Handy als Kamera fehlen Pakete.</translation>
    </message>
    <message>
        <source>Install them, then start again: {command}</source>
        <translation>Installieren, dann neu starten: {command}</translation>
    </message>
    <message>
        <source>{shown} is a folder.</source>
        <translation>{shown} ist ein Ordner.</translation>
    </message>
    <message>
        <source>Give the pictures inside it.</source>
        <translation>Bitte die Bilder darin angeben.</translation>
    </message>
    <message>
        <source>Copy it from the camera again.</source>
        <translation>Bitte noch einmal von der Kamera kopieren.</translation>
    </message>
    <message>
        <source>{name} is a link that leads back to itself.</source>
        <translation>{name} ist eine Verknüpfung, die auf sich selbst führt.</translation>
    </message>
    <message>
        <source>Give the picture it should lead to.</source>
        <translation>Bitte das Bild angeben, auf das sie zeigen soll.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({error}).</source>
        <translation>{name} lässt sich nicht lesen ({error}).</translation>
    </message>
    <message>
        <source>Check its permissions and the disk.</source>
        <translation>Bitte Zugriffsrechte und Datenträger prüfen.</translation>
    </message>
    <message>
        <source>HEIC pictures need a package that is not installed.</source>
        <translation>Für HEIC-Bilder fehlt ein Paket.</translation>
    </message>
    <message>
        <source>Install it, then start again: {command}</source>
        <translation>Bitte installieren und neu starten: {command}</translation>
    </message>
    <message>
        <source>{name} is a camera's raw file, which cannot be read.</source>
        <translation>{name} ist eine Rohdatei der Kamera und lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Save it as JPEG first.</source>
        <translation>Bitte zuerst als JPEG speichern.</translation>
    </message>
    <message>
        <source>{name} is not a picture that can be read.</source>
        <translation>{name} ist kein Bild, das sich lesen lässt.</translation>
    </message>
    <message>
        <source>Give a JPEG, PNG, WebP or HEIC picture.</source>
        <translation>Bitte ein JPEG-, PNG-, WebP- oder HEIC-Bild angeben.</translation>
    </message>
    <message>
        <source>{name} is damaged.</source>
        <translation>{name} ist beschädigt.</translation>
    </message>
    <message>
        <source>What the camera wrote beside the picture (EXIF) is damaged.</source>
        <translation>Was die Kamera neben dem Bild vermerkt hat (EXIF), ist beschädigt.</translation>
    </message>
    <message>
        <source>It has {n} pictures: only the first is read. Save them as single pictures, or as a video.</source>
        <translation>Die Datei hat {n} Bilder: Nur das erste wird gelesen. Bitte als einzelne Bilder oder als Video speichern.</translation>
    </message>
    <message>
        <source>Shrunk from {wide} x {high} pixels to be read.</source>
        <translation>Zum Lesen verkleinert von {wide} x {high} Pixeln.</translation>
    </message>
    <message>
        <source>It is very wide: where a panorama was put together, lines may be bent.</source>
        <translation>Das Bild ist sehr breit: Wo ein Panorama zusammengesetzt wurde, können Linien verbogen sein.</translation>
    </message>
    <message>
        <source>{name} has only {wide} x {high} pixels.</source>
        <translation>{name} hat nur {wide} x {high} Pixel.</translation>
    </message>
    <message>
        <source>Give the picture itself, not its preview.</source>
        <translation>Bitte das Bild selbst angeben, nicht seine Vorschau.</translation>
    </message>
    <message>
        <source>{name} is too large: {millions} million pixels.</source>
        <translation>{name} ist zu groß: {millions} Millionen Pixel.</translation>
    </message>
    <message>
        <source>Save a smaller copy, or cut the runner out.</source>
        <translation>Bitte eine kleinere Kopie speichern oder die laufende Person ausschneiden.</translation>
    </message>
    <message>
        <source>No picture from {source} for {waited} s; still waiting.</source>
        <translation>Seit {waited} s kein Bild von {source}; es wird weiter gewartet.</translation>
    </message>
    <message>
        <source>{what} Trying again until it is back. {todo}</source>
        <translation>{what} Neuer Versuch, bis sie wieder da ist. {todo}</translation>
    </message>
    <message>
        <source>No source was given.</source>
        <translation>Keine Bildquelle angegeben.</translation>
    </message>
    <message>
        <source>Give a camera number, an address or a file.</source>
        <translation>Kameranummer, Adresse oder Datei angeben.</translation>
    </message>
    <message>
        <source>For cameras and streams: gaitcoach live.</source>
        <translation>Für Kameras und Streams: gaitcoach live.</translation>
    </message>
    <message>
        <source>Addresses that start with {scheme}:// cannot be read.</source>
        <translation>Adressen mit {scheme}:// am Anfang lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>Give an rtsp://, http:// or udp:// address.</source>
        <translation>Eine Adresse mit rtsp://, http:// oder udp:// angeben.</translation>
    </message>
    <message>
        <source>Give one video file inside it.</source>
        <translation>Eine Videodatei darin angeben.</translation>
    </message>
    <message>
        <source>Standing test</source>
        <translation>Standtest</translation>
    </message>
    <message>
        <source>Mirror stance</source>
        <translation>Einbeinstand vor dem Spiegel</translation>
    </message>
    <message>
        <source>Hip abduction</source>
        <translation>Bein abspreizen</translation>
    </message>
    <message>
        <source>Hip hike</source>
        <translation>Becken senken und heben</translation>
    </message>
    <message>
        <source>Single-leg squat</source>
        <translation>Einbeinige Kniebeuge</translation>
    </message>
    <message>
        <source>Glute bridge</source>
        <translation>Schulterbrücke</translation>
    </message>
    <message>
        <source>Marching bridge</source>
        <translation>Schulterbrücke mit Marschieren</translation>
    </message>
    <message>
        <source>Lift one knee to hip height and hold. Camera in front or behind.</source>
        <translation>Ein Knie auf Hüfthöhe heben und halten. Kamera vorn oder hinten.</translation>
    </message>
    <message>
        <source>The same before a mirror: hips level, hips forward, the glute of the standing leg tight.</source>
        <translation>Dasselbe vor dem Spiegel: Hüfte gerade, Hüfte nach vorn, Gesäß des Standbeins angespannt.</translation>
    </message>
    <message>
        <source>Stand tall, or lie on your side: one leg out and slightly back, slowly. Camera in front or behind.</source>
        <translation>Aufrecht stehen oder auf der Seite liegen: ein Bein langsam zur Seite und leicht nach hinten. Kamera vorn oder hinten.</translation>
    </message>
    <message>
        <source>On one straight leg on a step: lower the other hip a few centimetres, raise it to level.</source>
        <translation>Auf einem gestreckten Bein auf einer Stufe: die andere Hüfte einige Zentimeter senken und wieder gerade heben.</translation>
    </message>
    <message>
        <source>On one leg, only as deep as the form stays good. You may hold on to something.</source>
        <translation>Auf einem Bein, nur so tief, wie die Haltung gut bleibt. Festhalten ist erlaubt.</translation>
    </message>
    <message>
        <source>On your back, knees bent: hips up into one line, and hold. Camera at your side.</source>
        <translation>Auf dem Rücken, Knie gebeugt: Hüfte heben, bis alles eine Linie ist, und halten. Kamera an der Seite.</translation>
    </message>
    <message>
        <source>Hold the bridge and lift one foot after the other; hips stay up. Camera at your side.</source>
        <translation>Die Brücke halten und die Füße abwechselnd heben; die Hüfte bleibt oben. Kamera an der Seite.</translation>
    </message>
    <message>
        <source>body weight</source>
        <translation>eigenes Gewicht</translation>
    </message>
    <message>
        <source>band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>hips not level</source>
        <translation>Hüfte nicht gerade</translation>
    </message>
    <message>
        <source>trunk leans</source>
        <translation>Rumpf lehnt</translation>
    </message>
    <message>
        <source>knee falls inward</source>
        <translation>Knie fällt nach innen</translation>
    </message>
    <message>
        <source>hips sag</source>
        <translation>Hüfte hängt durch</translation>
    </message>
    <message>
        <source>came down too early</source>
        <translation>zu früh abgesetzt</translation>
    </message>
    <message>
        <source>too fast</source>
        <translation>zu schnell</translation>
    </message>
    <message>
        <source>the same leg again</source>
        <translation>wieder dasselbe Bein</translation>
    </message>
    <message>
        <source>Strength alone does not change the run; the cue does.</source>
        <translation>Kraft allein ändert das Laufen nicht; das tut der Hinweis.</translation>
    </message>
    <message>
        <source>Pain, numbness or a recent operation: see a clinician.</source>
        <translation>Schmerzen, Taubheit oder eine Operation vor Kurzem: ärztlichen Rat holen.</translation>
    </message>
    <message>
        <source>Two months with the body's own weight, learning to feel the glutes; then bands, then weight. Often counts for more than heavy. While standing, walking and running: stand tall, hips forward.</source>
        <translation>Zwei Monate mit dem eigenen Gewicht, um das Gesäß zu spüren; dann mit Bändern, dann mit Gewicht. Oft zählt mehr als schwer. Beim Stehen, Gehen und Laufen: aufrecht, Hüfte nach vorn.</translation>
    </message>
    <message>
        <source>The horizon is only {length} pixels long.</source>
        <translation>Der Horizont ist nur {length} Pixel lang.</translation>
    </message>
    <message>
        <source>Choose two points at least {least} pixels apart.</source>
        <translation>Bitte zwei Punkte wählen, die mindestens {least} Pixel auseinander liegen.</translation>
    </message>
    <message>
        <source>The two points are not beside one another.</source>
        <translation>Die beiden Punkte liegen nicht nebeneinander.</translation>
    </message>
    <message>
        <source>Choose two points of a line that is level, such as the horizon.</source>
        <translation>Bitte zwei Punkte einer waagerechten Linie wählen, etwa des Horizonts.</translation>
    </message>
    <message>
        <source>{name} failed ({error}).</source>
        <translation>{name} ist fehlgeschlagen ({error}).</translation>
    </message>
    <message>
        <source>See the log file.</source>
        <translation>Siehe Protokolldatei.</translation>
    </message>
    <message>
        <source>January</source>
        <translation>Januar</translation>
    </message>
    <message>
        <source>February</source>
        <translation>Februar</translation>
    </message>
    <message>
        <source>March</source>
        <translation>März</translation>
    </message>
    <message>
        <source>April</source>
        <translation>April</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>June</source>
        <translation>Juni</translation>
    </message>
    <message>
        <source>July</source>
        <translation>Juli</translation>
    </message>
    <message>
        <source>August</source>
        <translation>August</translation>
    </message>
    <message>
        <source>September</source>
        <translation>September</translation>
    </message>
    <message>
        <source>October</source>
        <translation>Oktober</translation>
    </message>
    <message>
        <source>November</source>
        <translation>November</translation>
    </message>
    <message>
        <source>December</source>
        <translation>Dezember</translation>
    </message>
    <message>
        <source>The store could not answer ({error}).</source>
        <translation>Der Speicher konnte nicht antworten ({error}).</translation>
    </message>
    <message>
        <source>Picture written to {path}.</source>
        <translation>Bild gespeichert: {path}.</translation>
    </message>
    <message>
        <source>The runner is seen from the side: hip drop cannot be told from there.</source>
        <translation>Der Läufer ist von der Seite zu sehen: von dort lässt sich das Absinken der Hüfte nicht bestimmen.</translation>
    </message>
    <message>
        <source>The camera moved {times} times (held in the hand, or panned): the means hold for what came after the last move.</source>
        <translation>Die Kamera hat sich {times}-mal bewegt (in der Hand gehalten oder geschwenkt): die Mittelwerte gelten für die Zeit nach der letzten Bewegung.</translation>
    </message>
    <message>
        <source>The camera moved once: the means hold for what came after.</source>
        <translation>Die Kamera hat sich einmal bewegt: die Mittelwerte gelten für die Zeit danach.</translation>
    </message>
    <message>
        <source>Several people are in view, at {places}: while they are, no step counts. Choose the runner with --person X,Y.</source>
        <translation>Mehrere Personen sind im Bild, bei {places}: solange zählt kein Schritt. Den Läufer mit --person X,Y wählen.</translation>
    </message>
    <message>
        <source>{cadence:.0f} steps a minute with {flight:.1f} s in the air is slow motion: give the rate it was filmed at with --real-fps N.</source>
        <translation>{cadence:.0f} Schritte pro Minute mit {flight:.1f} s in der Luft sind Zeitlupe: die Bildrate der Aufnahme mit --real-fps N angeben.</translation>
    </message>
    <message>
        <source>Seen {yaw} from the side: move the camera over.</source>
        <translation>{yaw} schräg von der Seite gesehen: Kamera seitlich versetzen.</translation>
    </message>
    <message>
        <source>Too small ({percent} % of the picture): nearer.</source>
        <translation>Zu klein ({percent} % des Bildes): näher heran.</translation>
    </message>
    <message>
        <source>Only {fps} pictures a second: more light, or the lite model.</source>
        <translation>Nur {fps} Bilder pro Sekunde: mehr Licht oder das Körpermodell „Schnell“.</translation>
    </message>
    <message>
        <source>The camera is tilted by {roll}: straighten it, then stand still.</source>
        <translation>Die Kamera hängt um {roll} schief: gerade richten, dann ruhig stehen.</translation>
    </message>
    <message>
        <source>The camera looks down by about {pitch}: lower it to the hips' height.</source>
        <translation>Die Kamera schaut etwa {pitch} nach unten: auf Hüfthöhe senken.</translation>
    </message>
    <message>
        <source>The camera looks up by about {pitch}: raise it to the hips' height.</source>
        <translation>Die Kamera schaut etwa {pitch} nach oben: auf Hüfthöhe heben.</translation>
    </message>
    <message>
        <source>Looking at the light …</source>
        <translation>Licht wird geprüft …</translation>
    </message>
    <message>
        <source>Step into the picture, whole body.</source>
        <translation>Ins Bild treten: Der ganze Körper muss zu sehen sein.</translation>
    </message>
    <message>
        <source>The camera looks straight at you.</source>
        <translation>Die Kamera ist gerade ausgerichtet.</translation>
    </message>
    <message>
        <source>Raise your left hand: it shows which side is which.</source>
        <translation>Die linke Hand heben: Das zeigt, welche Seite welche ist.</translation>
    </message>
    <message>
        <source>Step back until head and feet are in the picture.</source>
        <translation>Zurücktreten, bis Kopf und Füße im Bild sind.</translation>
    </message>
    <message>
        <source>Your whole body is in the picture, large enough.</source>
        <translation>Der ganze Körper ist groß genug im Bild.</translation>
    </message>
    <message>
        <source>Tilt the camera up, or raise it to the hips' height.</source>
        <translation>Kamera nach oben neigen oder auf Hüfthöhe heben.</translation>
    </message>
    <message>
        <source>Tilt the camera down, or lower it to the hips' height.</source>
        <translation>Kamera nach unten neigen oder auf Hüfthöhe senken.</translation>
    </message>
    <message>
        <source>Your hips are in the middle of the picture.</source>
        <translation>Die Hüfte ist in der Bildmitte.</translation>
    </message>
    <message>
        <source>The camera looks straight ahead at your hips.</source>
        <translation>Die Kamera schaut waagerecht auf die Hüfte.</translation>
    </message>
    <message>
        <source>Two people are in view: only the runner may be.</source>
        <translation>Zwei Personen im Bild: Nur wer läuft, darf zu sehen sein.</translation>
    </message>
    <message>
        <source>Nobody else is in the picture.</source>
        <translation>Sonst ist niemand im Bild.</translation>
    </message>
    <message>
        <source>Too dark: add light from the camera's side.</source>
        <translation>Zu dunkel: mehr Licht von der Kameraseite.</translation>
    </message>
    <message>
        <source>Not sharp: clean the lens, or let it focus on you.</source>
        <translation>Unscharf: Linse putzen oder auf die Person scharf stellen.</translation>
    </message>
    <message>
        <source>The light is good and the picture sharp.</source>
        <translation>Das Licht ist gut, das Bild scharf.</translation>
    </message>
    <message>
        <source>Counting pictures a second …</source>
        <translation>Bilder pro Sekunde werden gezählt …</translation>
    </message>
    <message>
        <source>{fps} pictures a second.</source>
        <translation>{fps} Bilder pro Sekunde.</translation>
    </message>
    <message>
        <source>Level is known: camera roll is taken off.</source>
        <translation>Die Waagerechte ist bekannt: Eine schiefe Kamera ist herausgerechnet.</translation>
    </message>
    <message>
        <source>Stand still on both feet: three seconds make your level.</source>
        <translation>Ruhig auf beiden Füßen stehen: Drei Sekunden ergeben die Waagerechte.</translation>
    </message>
    <message>
        <source>Left and right are right.</source>
        <translation>Links und rechts stimmen.</translation>
    </message>
    <message>
        <source>Your right hand is up? Then all is well. If it is the left: switch “Source mirrored”.</source>
        <translation>Ist die rechte Hand oben? Dann ist alles gut. Ist es die linke: „Quelle gespiegelt“ umschalten.</translation>
    </message>
    <message>
        <source>Cues play on {output}. A treadmill is loud: headphones, or the volume well up.</source>
        <translation>Ansagen kommen aus {output}. Ein Laufband ist laut: Kopfhörer tragen oder laut stellen.</translation>
    </message>
    <message>
        <source>You hear the cues on {output}.</source>
        <translation>Ansagen sind zu hören, aus {output}.</translation>
    </message>
    <message>
        <source>Turn the volume up, or choose another output than {output} in the system's settings.</source>
        <translation>Lauter stellen oder in den Systemeinstellungen eine andere Ausgabe als {output} wählen.</translation>
    </message>
    <message>
        <source>No sound: cues are shown, not heard.</source>
        <translation>Kein Ton: Ansagen sind zu sehen, nicht zu hören.</translation>
    </message>
    <message>
        <source>Cues play on {output} now, no longer on {before}.</source>
        <translation>Ansagen kommen jetzt aus {output}, nicht mehr aus {before}.</translation>
    </message>
    <message>
        <source>Both stickers are found.</source>
        <translation>Beide Aufkleber sind gefunden.</translation>
    </message>
    <message>
        <source>The stickers are not found: press P and click on each.</source>
        <translation>Aufkleber nicht gefunden: P drücken und auf jeden klicken.</translation>
    </message>
    <message>
        <source>Two spots look like stickers: P, then Enter, measures by them.</source>
        <translation>Zwei Stellen sehen wie Aufkleber aus: Mit P und dann Enter wird danach gemessen.</translation>
    </message>
    <message>
        <source>The method {method} does not look at stickers.</source>
        <translation>Das Messverfahren {method} achtet nicht auf Aufkleber.</translation>
    </message>
    <message>
        <source>Start again with the method auto.</source>
        <translation>Mit dem Messverfahren Automatisch neu starten.</translation>
    </message>
    <message>
        <source>Stickers are not looked for in single pictures.</source>
        <translation>In einzelnen Bildern werden keine Aufkleber gesucht.</translation>
    </message>
    <message>
        <source>Choose the method auto or learned.</source>
        <translation>Bitte die Methode auto oder learned wählen.</translation>
    </message>
    <message>
        <source>Nobody was found at {x:g},{y:g} in {name}.</source>
        <translation>Bei {x:g},{y:g} wurde in {name} niemand gefunden.</translation>
    </message>
    <message>
        <source>Give a point on the runner's body, in pixels from the top left corner.</source>
        <translation>Bitte einen Punkt auf dem Körper angeben, in Pixeln von der linken oberen Ecke aus.</translation>
    </message>
    <message>
        <source>There are others in the picture ({n}): the largest and most central body was measured.</source>
        <translation>Es sind noch andere im Bild ({n}): Gemessen wurde der größte, mittigste Körper.</translation>
    </message>
    <message>
        <source>The analysis stopped by an error of its own.</source>
        <translation>Die Auswertung ist durch einen eigenen Fehler abgebrochen.</translation>
    </message>
    <message>
        <source>The pelvis network {name} is missing or damaged.</source>
        <translation>Das Beckenmodell {name} fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>Install gaitcoach again: pip install --force-reinstall gaitcoach.</source>
        <translation>gaitcoach neu installieren: pip install --force-reinstall gaitcoach.</translation>
    </message>
    <message>
        <source>No installed package brings a pelvis estimator {name}.</source>
        <translation>Kein installiertes Paket bringt eine Beckenmessung {name} mit.</translation>
    </message>
    <message>
        <source>Install it beside gaitcoach, or use --method auto.</source>
        <translation>Neben gaitcoach installieren, oder --method auto nehmen.</translation>
    </message>
    <message>
        <source>Several packages bring {name}: {packages}.</source>
        <translation>Mehrere Pakete bringen {name} mit: {packages}.</translation>
    </message>
    <message>
        <source>Uninstall all but one, or use --method auto.</source>
        <translation>Alle bis auf eines deinstallieren, oder --method auto nehmen.</translation>
    </message>
    <message>
        <source>The pelvis estimator {name} does not work ({reason}).</source>
        <translation>Die Beckenmessung {name} funktioniert nicht ({reason}).</translation>
    </message>
    <message>
        <source>Ask who made it, or use --method auto.</source>
        <translation>Den Hersteller fragen, oder --method auto nehmen.</translation>
    </message>
    <message>
        <source>The pose model '{model}' is missing.</source>
        <translation>Das Körpermodell '{model}' fehlt.</translation>
    </message>
    <message>
        <source>The pose model {name} cannot be loaded.</source>
        <translation>Das Körpermodell {name} lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>The left leg against the limit</source>
        <translation>Das linke Bein, verglichen mit der Grenze</translation>
    </message>
    <message>
        <source>The right leg against the limit</source>
        <translation>Das rechte Bein, verglichen mit der Grenze</translation>
    </message>
    <message>
        <source>The left leg in two runs</source>
        <translation>Das linke Bein in zwei Läufen</translation>
    </message>
    <message>
        <source>The right leg in two runs</source>
        <translation>Das rechte Bein in zwei Läufen</translation>
    </message>
    <message>
        <source>limit {limit}°</source>
        <translation>Grenze {limit}°</translation>
    </message>
    <message>
        <source>Every step over the run</source>
        <translation>Jeder Schritt über den Lauf</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}).</source>
        <translation>{path} lässt sich nicht schreiben ({reason}).</translation>
    </message>
    <message>
        <source>Allow it.</source>
        <translation>Das Schreiben erlauben.</translation>
    </message>
    <message>
        <source>The logo {path} cannot be read ({reason}).</source>
        <translation>Das Logo {path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>The logo {path} cannot be used.</source>
        <translation>Das Logo {path} ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Give a PNG, JPEG or SVG file of at most 2 MB.</source>
        <translation>Eine PNG-, JPEG- oder SVG-Datei bis 2 MB angeben.</translation>
    </message>
    <message>
        <source>A fault is a second of a hold, or a repetition, whose mean was over the limit; good form is what was without one. The limits of trunk and knee are ours and not validated. How true the counts are on people of flesh and blood has not been shown: the figures are of drawn bodies.</source>
        <translation>Ein Fehler ist eine Sekunde des Haltens oder eine Wiederholung, deren Mittel über der Grenze lag; gute Haltung ist, was ohne Fehler war. Die Grenzen für Rumpf und Knie sind unsere eigenen und nicht validiert. Wie richtig bei Menschen aus Fleisch und Blut gezählt wird, ist nicht gezeigt: die Zahlen stammen von gezeichneten Körpern.</translation>
    </message>
    <message>
        <source>hip drops</source>
        <translation>Hüfte sinkt ab</translation>
    </message>
    <message>
        <source>touched down</source>
        <translation>Fuß abgesetzt</translation>
    </message>
    <message>
        <source>level</source>
        <translation>gerade</translation>
    </message>
    <message>
        <source>held to the end</source>
        <translation>bis zum Ende gehalten</translation>
    </message>
    <message>
        <source>left leg: {what}</source>
        <translation>linkes Bein: {what}</translation>
    </message>
    <message>
        <source>right leg: {what}</source>
        <translation>rechtes Bein: {what}</translation>
    </message>
    <message>
        <source>No exercise of {who} is kept yet.</source>
        <translation>Von {who} ist noch keine Übung gespeichert.</translation>
    </message>
    <message>
        <source>Do one first: gaitcoach drill hip_abduction --runner NAME</source>
        <translation>Zuerst eine machen: gaitcoach drill hip_abduction --runner NAME</translation>
    </message>
    <message>
        <source>gaitcoach {version} · exercises</source>
        <translation>gaitcoach {version} · Übungen</translation>
    </message>
    <message>
        <source>Exercise report</source>
        <translation>Übungsbericht</translation>
    </message>
    <message>
        <source>Each exercise</source>
        <translation>Die einzelnen Übungen</translation>
    </message>
    <message>
        <source>The plan</source>
        <translation>Der Plan</translation>
    </message>
    <message>
        <source>Days with exercises</source>
        <translation>Tage mit Übungen</translation>
    </message>
    <message>
        <source>Weeks kept</source>
        <translation>Eingehaltene Wochen</translation>
    </message>
    <message>
        <source>Weeks in a row</source>
        <translation>Wochen in Folge</translation>
    </message>
    <message>
        <source>Load now</source>
        <translation>Belastung jetzt</translation>
    </message>
    <message>
        <source>Last on {day}, {load}: {what}.</source>
        <translation>Zuletzt am {day}, {load}: {what}.</translation>
    </message>
    <message>
        <source>First on {day}, {load}: {what}.</source>
        <translation>Zuerst am {day}, {load}: {what}.</translation>
    </message>
    <message>
        <source>{drill}, times done: {n}</source>
        <translation>{drill}, gemacht: {n}-mal</translation>
    </message>
    <message>
        <source>{path} is neither a table nor JSON.</source>
        <translation>{path} ist weder eine Tabelle noch JSON.</translation>
    </message>
    <message>
        <source>Name it .csv or .json.</source>
        <translation>Mit der Endung .csv oder .json benennen.</translation>
    </message>
    <message>
        <source>Held in good form, seconds</source>
        <translation>In guter Haltung gehalten, Sekunden</translation>
    </message>
    <message>
        <source>Repetitions in good form</source>
        <translation>Wiederholungen in guter Haltung</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Depth in good form, degrees of knee bend</source>
        <translation>Tiefe in guter Haltung, Grad Kniebeugung</translation>
    </message>
    <message>
        <source>Range in good form, degrees</source>
        <translation>Ausschlag in guter Haltung, Grad</translation>
    </message>
    <message>
        <source>{sets} × {hold_s} s with {reps} steps</source>
        <translation>{sets} × {hold_s} s mit {reps} Schritten</translation>
    </message>
    <message>
        <source>{sets} × {hold_s} s</source>
        <translation>{sets} × {hold_s} s</translation>
    </message>
    <message>
        <source>{reps} a side</source>
        <translation>{reps} je Seite</translation>
    </message>
    <message>
        <source>{hold_s} s a side</source>
        <translation>{hold_s} s je Seite</translation>
    </message>
    <message>
        <source>{sets} × {hold_s} s a side</source>
        <translation>{sets} × {hold_s} s je Seite</translation>
    </message>
    <message>
        <source>{hold_s:.0f} s held, {good_s:.0f} s in good form</source>
        <translation>{hold_s:.0f} s gehalten, {good_s:.0f} s in guter Haltung</translation>
    </message>
    <message>
        <source>{reps} repetitions, {good} in good form</source>
        <translation>{reps} Wiederholungen, {good} in guter Haltung</translation>
    </message>
    <message>
        <source>up to {deg:.0f}° in good form</source>
        <translation>bis {deg:.0f}° in guter Haltung</translation>
    </message>
    <message>
        <source>lying on the side</source>
        <translation>auf der Seite liegend</translation>
    </message>
    <message>
        <source>held on to something</source>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>Noted on {day}: {words}</source>
        <translation>Notiert am {day}: {words}</translation>
    </message>
    <message>
        <source>{fault}: {n}</source>
        <translation>{fault}: {n}</translation>
    </message>
    <message>
        <source>A video with drawing needs the recording of its run.</source>
        <translation>Ein Video mit Zeichnung braucht die Aufnahme seines Laufs.</translation>
    </message>
    <message>
        <source>Export such runs one by one.</source>
        <translation>Solche Läufe einzeln ausgeben.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be made ({reason}).</source>
        <translation>Der Ordner {path} lässt sich nicht anlegen ({reason}).</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Run {n}: {why}</source>
        <translation>Lauf {n}: {why}</translation>
    </message>
    <message>
        <source>Only steps as CSV or Parquet make one table.</source>
        <translation>Nur Schritte als CSV oder Parquet ergeben eine Tabelle.</translation>
    </message>
    <message>
        <source>Export into a folder.</source>
        <translation>In einen Ordner ausgeben.</translation>
    </message>
    <message>
        <source>This run has no signals of single frames: it was recorded before they were kept.</source>
        <translation>Zu diesem Lauf gibt es keine Signale einzelner Bilder: Er wurde aufgezeichnet, bevor sie gespeichert wurden.</translation>
    </message>
    <message>
        <source>Export its steps: csv, json or parquet.</source>
        <translation>Stattdessen die Schritte exportieren: csv, json oder parquet.</translation>
    </message>
    <message>
        <source>{path} is not the video of this run.</source>
        <translation>{path} ist nicht das Video dieses Laufs.</translation>
    </message>
    <message>
        <source>Give the file that was recorded or analysed.</source>
        <translation>Die Datei angeben, die aufgenommen oder ausgewertet wurde.</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Name a new file that ends in .mp4.</source>
        <translation>Eine neue Datei angeben, deren Name auf .mp4 endet.</translation>
    </message>
    <message>
        <source>{path} is no video file.</source>
        <translation>{path} ist keine Videodatei.</translation>
    </message>
    <message>
        <source>Give the recording of the run.</source>
        <translation>Die Aufnahme des Laufs angeben.</translation>
    </message>
    <message>
        <source>Check the disk or choose another folder.</source>
        <translation>Den Datenträger prüfen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>This report measures and coaches; it is not a diagnosis and not a medical device. Pain, numbness or a recent operation: see a clinician.</source>
        <translation>Dieser Bericht misst und leitet an; er ist keine Diagnose und gaitcoach kein Medizinprodukt. Bei Schmerzen, Taubheitsgefühl oder nach einer frischen Operation: ärztlichen oder physiotherapeutischen Rat holen.</translation>
    </message>
    <message>
        <source>How true the numbers are on runners of flesh and blood seen from behind has not been shown: the figures come from drawn runners with exact truth and a few real clips.</source>
        <translation>Wie genau die Zahlen bei echten Läuferinnen und Läufern von hinten sind, ist nicht gezeigt: Die Angaben stammen von gezeichneten Läufern mit exakt bekannter Wahrheit und wenigen echten Videos.</translation>
    </message>
    <message>
        <source>The pelvis was measured by gaitcoach's own network, which looks at the pixels of the pelvis. On {n} drawn runs seen from behind its error was {picture} a picture and {mean} in the mean of a side; its 95 % interval held in {held} % of the pictures.</source>
        <translation>Das Becken wurde mit dem Beckenmodell von gaitcoach gemessen, das die Bildpunkte des Beckens auswertet. Bei {n} gezeichneten Läufen von hinten lag sein Fehler bei {picture} je Bild und {mean} im Mittel einer Seite; sein 95-%-Bereich traf in {held} % der Bilder zu.</translation>
    </message>
    <message>
        <source>The pelvis was measured by two stickers followed through the pictures. On {n} drawn runs with stickers the error was {picture} a picture and {mean} in the mean of a side; its 95 % interval held in {held} % of the pictures.</source>
        <translation>Das Becken wurde über zwei Aufkleber gemessen, die durch die Bilder verfolgt wurden. Bei {n} gezeichneten Läufen mit Aufklebern lag der Fehler bei {picture} je Bild und {mean} im Mittel einer Seite; der 95-%-Bereich traf in {held} % der Bilder zu.</translation>
    </message>
    <message>
        <source>The pelvis was measured by the pose model's raw hip points. This way is NOT validated: on drawn runs it hardly follows the pelvis. Use these numbers for comparison only.</source>
        <translation>Das Becken wurde über die rohen Hüftpunkte des Körpermodells gemessen. Dieser Weg ist NICHT geprüft: Bei gezeichneten Läufen folgt er dem Becken kaum. Diese Zahlen nur zum Vergleich verwenden.</translation>
    </message>
    <message>
        <source>Drop: how far the hip of the swinging leg lies below the hip of the standing leg, mean over 25-60 % of single support; the mean of a side needs 7 steps. The interval holds the scatter of the steps, the share of the method's error that stays in all of them, and the level's.</source>
        <translation>Absinken: wie weit die Hüfte des Schwungbeins unter der Hüfte des Standbeins liegt, gemittelt über 25–60 % des Einbeinstands; das Mittel einer Seite braucht 7 Schritte. Der Bereich umfasst die Streuung der Schritte, den Teil des Messfehlers, der in allen steckt, und den Fehler der Waagerechten.</translation>
    </message>
    <message>
        <source>The pelvis was measured by {method}, which is not part of gaitcoach.</source>
        <translation>Das Becken wurde mit {method} gemessen, das nicht zu gaitcoach gehört.</translation>
    </message>
    <message>
        <source>The pelvis was measured by {method}, which is not part of gaitcoach. This way is NOT validated.</source>
        <translation>Das Becken wurde mit {method} gemessen, das nicht zu gaitcoach gehört. Dieser Weg ist NICHT geprüft.</translation>
    </message>
    <message>
        <source>How it was measured is not known.</source>
        <translation>Wie gemessen wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>This run has no signals of single frames.</source>
        <translation>Zu diesem Lauf gibt es keine Signale einzelner Bilder.</translation>
    </message>
    <message>
        <source>Export its steps as CSV.</source>
        <translation>Stattdessen die Schritte als CSV exportieren.</translation>
    </message>
    <message>
        <source>C3D needs one more package.</source>
        <translation>Für C3D fehlt ein Paket.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({error}).</source>
        <translation>{path} lässt sich nicht schreiben ({error}).</translation>
    </message>
    <message>
        <source>time, minutes</source>
        <translation>Zeit, Minuten</translation>
    </message>
    <message>
        <source>drop, degrees (deeper is lower)</source>
        <translation>Absinken, Grad (tiefer liegt weiter unten)</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>über der Grenze</translation>
    </message>
    <message>
        <source>under the limit</source>
        <translation>unter der Grenze</translation>
    </message>
    <message>
        <source>around the limit</source>
        <translation>um die Grenze</translation>
    </message>
    <message>
        <source>too few steps</source>
        <translation>zu wenige Schritte</translation>
    </message>
    <message>
        <source>{path} is neither a page nor a PDF.</source>
        <translation>{path} ist weder eine Seite noch ein PDF.</translation>
    </message>
    <message>
        <source>Name it .html or .pdf.</source>
        <translation>Den Namen auf .html oder .pdf enden lassen.</translation>
    </message>
    <message>
        <source>A PDF cannot be made here: weasyprint or its library Pango is missing.</source>
        <translation>Hier lässt sich kein PDF erzeugen: weasyprint oder dessen Bibliothek Pango fehlt.</translation>
    </message>
    <message>
        <source>Make the .html and print it from the browser, or install Pango.</source>
        <translation>Als .html speichern und aus dem Browser drucken, oder Pango installieren.</translation>
    </message>
    <message>
        <source>gaitcoach {version} · run {run}</source>
        <translation>gaitcoach {version} · Lauf {run}</translation>
    </message>
    <message>
        <source>Running report: pelvic drop</source>
        <translation>Laufbericht: Absinken des Beckens</translation>
    </message>
    <message>
        <source>Both legs</source>
        <translation>Beide Beine</translation>
    </message>
    <message>
        <source>bar: 95 % interval of the mean · hollow mark: the run before</source>
        <translation>Balken: 95-%-Bereich des Mittels · hohles Zeichen: der Lauf davor</translation>
    </message>
    <message>
        <source>What this run says</source>
        <translation>Was dieser Lauf zeigt</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>The run over time</source>
        <translation>Der Lauf im Verlauf</translation>
    </message>
    <message>
        <source>left leg</source>
        <translation>linkes Bein</translation>
    </message>
    <message>
        <source>right leg</source>
        <translation>rechtes Bein</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>dots: single steps, line: mean of 20 · red strokes: cues</source>
        <translation>Punkte: einzelne Schritte, Linie: Mittel aus 20 · rote Striche: Ansagen</translation>
    </message>
    <message>
        <source>From run to run</source>
        <translation>Von Lauf zu Lauf</translation>
    </message>
    <message>
        <source>Means with 95 % intervals; the shade is what two measurements may differ by without a change ({band}).</source>
        <translation>Mittel mit 95-%-Bereichen; die Tönung zeigt, um wie viel sich zwei Messungen ohne echte Änderung unterscheiden können ({band}).</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Put right after the run</source>
        <translation>Nach dem Lauf berichtigt</translation>
    </message>
    <message>
        <source>How true it is</source>
        <translation>Wie genau das ist</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <source>Running time</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Cadence</source>
        <translation>Schrittfrequenz</translation>
    </message>
    <message>
        <source>{n} steps/min</source>
        <translation>{n} Schritte/min</translation>
    </message>
    <message>
        <source>Cues</source>
        <translation>Ansagen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>von hinten</translation>
    </message>
    <message>
        <source>in front</source>
        <translation>vorn</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Incline</source>
        <translation>Steigung</translation>
    </message>
    <message>
        <source>Shoes</source>
        <translation>Schuhe</translation>
    </message>
    <message>
        <source>Steps measured</source>
        <translation>Gemessene Schritte</translation>
    </message>
    <message>
        <source>{usable} of {n}</source>
        <translation>{usable} von {n}</translation>
    </message>
    <message>
        <source>95 % sure</source>
        <translation>95 % sicher</translation>
    </message>
    <message>
        <source>Steps over the limit</source>
        <translation>Schritte über der Grenze</translation>
    </message>
    <message>
        <source>Spread of the steps (SD)</source>
        <translation>Streuung der Schritte (SD)</translation>
    </message>
    <message>
        <source>Steps counted</source>
        <translation>Gezählte Schritte</translation>
    </message>
    <message>
        <source>Run before</source>
        <translation>Lauf davor</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{leg}, largest drop: {drop}</source>
        <translation>{leg}, stärkstes Absinken: {drop}</translation>
    </message>
    <message>
        <source>{leg}, smallest drop: {drop}</source>
        <translation>{leg}, geringstes Absinken: {drop}</translation>
    </message>
    <message>
        <source>{leg}: {change} from the first runs to the last, within noise.</source>
        <translation>{leg}: {change} von den ersten Läufen zu den letzten, im Messrauschen.</translation>
    </message>
    <message>
        <source>{leg}: {change} from the first runs to the last, more than noise.</source>
        <translation>{leg}: {change} von den ersten Läufen zu den letzten, mehr als Messrauschen.</translation>
    </message>
    <message>
        <source>{path} is the photograph itself.</source>
        <translation>{path} ist das Foto selbst.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Means of both legs from run to run</source>
        <translation>Mittel beider Beine von Lauf zu Lauf</translation>
    </message>
    <message>
        <source>Standing on the left leg</source>
        <translation>Stand auf dem linken Bein</translation>
    </message>
    <message>
        <source>Standing on the right leg</source>
        <translation>Stand auf dem rechten Bein</translation>
    </message>
    <message>
        <source>the right hip drops</source>
        <translation>die rechte Hüfte sinkt ab</translation>
    </message>
    <message>
        <source>the left hip drops</source>
        <translation>die linke Hüfte sinkt ab</translation>
    </message>
    <message>
        <source>Level: quiet standing before the run, which takes camera roll off.</source>
        <translation>Waagerechte: ruhiges Stehen vor dem Lauf; eine schiefe Kamera ist damit herausgerechnet.</translation>
    </message>
    <message>
        <source>Level: an upright edge in the picture, which takes camera roll off.</source>
        <translation>Waagerechte: eine senkrechte Kante im Bild; eine schiefe Kamera ist damit herausgerechnet.</translation>
    </message>
    <message>
        <source>Level: set by hand after the run.</source>
        <translation>Waagerechte: nach dem Lauf von Hand gesetzt.</translation>
    </message>
    <message>
        <source>Level: none. A tilted camera tilts every number; the sides are not compared.</source>
        <translation>Waagerechte: keine. Eine schiefe Kamera verschiebt jede Zahl; die Seiten werden nicht verglichen.</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>incline</source>
        <translation>Steigung</translation>
    </message>
    <message>
        <source>shoes</source>
        <translation>Schuhe</translation>
    </message>
    <message>
        <source>view of the camera</source>
        <translation>Blickrichtung der Kamera</translation>
    </message>
    <message>
        <source>way of measuring</source>
        <translation>Messverfahren</translation>
    </message>
    <message>
        <source>what counts as level</source>
        <translation>Waagerechte</translation>
    </message>
    <message>
        <source>{leg}: the drop is surely over the limit of {limit} (mean {mean}).</source>
        <translation>{leg}: Das Absinken liegt sicher über der Grenze von {limit} (Mittel {mean}).</translation>
    </message>
    <message>
        <source>{leg}: the drop is surely under the limit of {limit} (mean {mean}).</source>
        <translation>{leg}: Das Absinken liegt sicher unter der Grenze von {limit} (Mittel {mean}).</translation>
    </message>
    <message>
        <source>{leg}: the drop lies around the limit of {limit} (mean {mean}); this run cannot tell whether over or under.</source>
        <translation>{leg}: Das Absinken liegt um die Grenze von {limit} (Mittel {mean}); ob darüber oder darunter, zeigt dieser Lauf nicht.</translation>
    </message>
    <message>
        <source>{leg}: too few steps for a mean.</source>
        <translation>{leg}: zu wenige Schritte für einen Mittelwert.</translation>
    </message>
    <message>
        <source>The sides are not compared: nothing tells which way the camera is level.</source>
        <translation>Die Seiten werden nicht verglichen: Die Waagerechte der Kamera ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Left less right: {difference}. A difference between the sides is worth watching.</source>
        <translation>Links minus rechts: {difference}. Ein Seitenunterschied sollte weiter beobachtet werden.</translation>
    </message>
    <message>
        <source>{leg}: from {when} on the drop was {shift} another than before.</source>
        <translation>{leg}: Ab {when} änderte sich das Absinken um {shift}.</translation>
    </message>
    <message>
        <source>{leg}: the run is too short to tell a drift.</source>
        <translation>{leg}: Der Lauf ist zu kurz, um eine Veränderung zu erkennen.</translation>
    </message>
    <message>
        <source>{leg}: no drift over the run ({low} to {high} in 10 minutes), which is normal.</source>
        <translation>{leg}: keine Veränderung über den Lauf ({low} bis {high} in 10 Minuten), das ist normal.</translation>
    </message>
    <message>
        <source>{leg}: the drop changed by {slope} in 10 minutes ({low} to {high}).</source>
        <translation>{leg}: Das Absinken änderte sich um {slope} in 10 Minuten ({low} bis {high}).</translation>
    </message>
    <message>
        <source>{leg}: {change} against the run before, which is within the noise of such measurements ({band}).</source>
        <translation>{leg}: {change} gegenüber dem Lauf davor, innerhalb des Messrauschens ({band}).</translation>
    </message>
    <message>
        <source>{leg}: {change} against the run before, which is more than noise ({band}).</source>
        <translation>{leg}: {change} gegenüber dem Lauf davor, mehr als Messrauschen ({band}).</translation>
    </message>
    <message>
        <source>Something else changed too: {named}.</source>
        <translation>Auch anders war: {named}.</translation>
    </message>
    <message>
        <source>No cue was needed, or none could be given for sure.</source>
        <translation>Es war keine Ansage nötig, oder keine war sicher genug.</translation>
    </message>
    <message>
        <source>The voice was off: the cues were shown, not heard.</source>
        <translation>Die Stimme war aus: Die Ansagen wurden gezeigt, nicht gesprochen.</translation>
    </message>
    <message>
        <source>Cues: {n}; too few steps around them to tell what they brought.</source>
        <translation>Ansagen: {n}; zu wenige Schritte davor und danach, um eine Wirkung zu beurteilen.</translation>
    </message>
    <message>
        <source>Cues: {n}; over the 8 steps after one the drop changed by {change} on average.</source>
        <translation>Ansagen: {n}; in den 8 Schritten danach änderte sich das Absinken im Schnitt um {change}.</translation>
    </message>
    <message>
        <source>only one person in the picture</source>
        <translation>nur eine Person im Bild</translation>
    </message>
    <message>
        <source>the whole body in the picture</source>
        <translation>der ganze Körper im Bild</translation>
    </message>
    <message>
        <source>the camera straight behind or in front</source>
        <translation>die Kamera gerade dahinter oder davor</translation>
    </message>
    <message>
        <source>the camera at the height of the hips</source>
        <translation>die Kamera in Höhe der Hüften</translation>
    </message>
    <message>
        <source>the light</source>
        <translation>das Licht</translation>
    </message>
    <message>
        <source>enough pictures a second</source>
        <translation>genug Bilder je Sekunde</translation>
    </message>
    <message>
        <source>quiet standing</source>
        <translation>ruhiges Stehen</translation>
    </message>
    <message>
        <source>left and right</source>
        <translation>links und rechts</translation>
    </message>
    <message>
        <source>the stickers</source>
        <translation>die Aufkleber</translation>
    </message>
    <message>
        <source>the sound</source>
        <translation>der Ton</translation>
    </message>
    <message>
        <source>The pelvis could be measured in {share:.0f} % of the pictures.</source>
        <translation>Das Becken war in {share:.0f} % der Bilder messbar.</translation>
    </message>
    <message>
        <source>Pictures were missing {n} times.</source>
        <translation>Aussetzer im Bild: {n}.</translation>
    </message>
    <message>
        <source>{fps:.0f} pictures a second were analysed.</source>
        <translation>{fps:.0f} Bilder pro Sekunde wurden ausgewertet.</translation>
    </message>
    <message>
        <source>Not right when the run began: {named}.</source>
        <translation>Beim Start noch nicht in Ordnung: {named}.</translation>
    </message>
    <message>
        <source>the stretch {start} to {end} left out</source>
        <translation>Abschnitt {start} bis {end} ausgelassen</translation>
    </message>
    <message>
        <source>a step at {start} left out</source>
        <translation>ein Schritt bei {start} ausgelassen</translation>
    </message>
    <message>
        <source>left and right exchanged</source>
        <translation>links und rechts getauscht</translation>
    </message>
    <message>
        <source>view set to {view}</source>
        <translation>Ansicht gesetzt: {view}</translation>
    </message>
    <message>
        <source>limit set to {value}</source>
        <translation>Grenze gesetzt: {value}</translation>
    </message>
    <message>
        <source>level set to {value}</source>
        <translation>Waagerechte gesetzt: {value}</translation>
    </message>
    <message>
        <source>front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>The file assets/{name} is missing from this installation.</source>
        <translation>Die Datei assets/{name} fehlt in dieser Installation.</translation>
    </message>
    <message>
        <source>Camera stands</source>
        <translation>Standort der Kamera</translation>
    </message>
    <message>
        <source>Where the camera stands: behind the runner, or in front.</source>
        <translation>Wo die Kamera steht: hinter oder vor der Person.</translation>
    </message>
    <message>
        <source>Behind the runner</source>
        <translation>Hinter der Person</translation>
    </message>
    <message>
        <source>In front</source>
        <translation>Vor der Person</translation>
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
        <translation>Wie das Becken gemessen wird. Automatisch: mit zwei Aufklebern, sobald sie gesetzt sind, sonst mit dem Beckenmodell. Die rohe Hüftlinie des Körpermodells dient nur zum Vergleich.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Pelvis network</source>
        <translation>Beckenmodell</translation>
    </message>
    <message>
        <source>Two stickers</source>
        <translation>Zwei Aufkleber</translation>
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
        <source>Quiet standing</source>
        <translation>Ruhiger Stand</translation>
    </message>
    <message>
        <source>Seconds of quiet standing before the run that tell what is level, or none.</source>
        <translation>So lange vor dem Lauf ruhig stehen: Das zeigt, was gerade ist.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Hip drop above the standing baseline that is too much, degrees.</source>
        <translation>Ab wie viel Grad gegenüber dem ruhigen Stand die Hüfte zu weit absinkt.</translation>
    </message>
    <message>
        <source>Limit on the left leg</source>
        <translation>Grenze im Stand links</translation>
    </message>
    <message>
        <source>Another limit while standing on the left leg, where the right hip drops.</source>
        <translation>Eigene Grenze, während das linke Bein steht: dann sinkt die rechte Hüfte ab.</translation>
    </message>
    <message>
        <source>like the limit</source>
        <translation>wie die Grenze</translation>
    </message>
    <message>
        <source>Limit on the right leg</source>
        <translation>Grenze im Stand rechts</translation>
    </message>
    <message>
        <source>Another limit while standing on the right leg, where the left hip drops.</source>
        <translation>Eigene Grenze, während das rechte Bein steht: dann sinkt die linke Hüfte ab.</translation>
    </message>
    <message>
        <source>Words of the cue</source>
        <translation>Worte der Ansage</translation>
    </message>
    <message>
        <source>What is said when a hip drops too far.</source>
        <translation>Was gesagt wird, wenn eine Hüfte zu weit absinkt.</translation>
    </message>
    <message>
        <source>Cues during</source>
        <translation>Anteil mit Ansagen</translation>
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
        <translation>Ton bei jedem Schritt: tief = gerade, hoch = zu weit abgesunken.</translation>
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
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Of the window. Larger letters of the system are followed in any case.</source>
        <translation>Im Fenster. Eine größere Schrift des Systems gilt ohnehin.</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
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
        <source>Leave --stickers out, or use --method auto.</source>
        <translation>--stickers weglassen oder --method auto verwenden.</translation>
    </message>
    <message>
        <source>Give true or false, without quotes.</source>
        <translation>true oder false angeben, ohne Anführungszeichen.</translation>
    </message>
    <message>
        <source>Give a text in quotes.</source>
        <translation>Einen Text in Anführungszeichen angeben.</translation>
    </message>
    <message>
        <source>Give a whole number.</source>
        <translation>Eine ganze Zahl angeben.</translation>
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
        <translation>Eine Zahl von {low:g} bis {high:g} angeben.</translation>
    </message>
    <message>
        <source>Give 1 to {longest} letters.</source>
        <translation>1 bis {longest} Zeichen angeben.</translation>
    </message>
    <message>
        <source>Give a table of keys and words.</source>
        <translation>Eine Tabelle aus Schlüsseln und Worten angeben.</translation>
    </message>
    <message>
        <source>Give {count} numbers with commas between them.</source>
        <translation>{count} Zahlen angeben, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read ({reason}).</source>
        <translation>Die Einstellungsdatei {path} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>Mend or delete it.</source>
        <translation>Berichtigen oder löschen.</translation>
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
        <translation>Dort das Schreiben erlauben oder Speicherplatz freigeben.</translation>
    </message>
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
        <source>Camera index or name, 'phone', rtsp:// or http:// address, video file, or 'demo'.</source>
        <translation>Nummer oder Name der Kamera, 'phone', rtsp://- oder http://-Adresse, Videodatei oder 'demo'.</translation>
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
        <source>Speed of the treadmill in km/h, where it is known: kept with the run.</source>
        <translation>Tempo des Laufbands in km/h, wo es bekannt ist: wird mit dem Lauf aufbewahrt.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Incline of the treadmill in percent, where it is known: kept with the run.</source>
        <translation>Steigung des Laufbands in Prozent, wo sie bekannt ist: wird mit dem Lauf aufbewahrt.</translation>
    </message>
    <message>
        <source>The shoes of the run, in a few words: kept with the run.</source>
        <translation>Die Schuhe des Laufs in wenigen Worten: werden mit dem Lauf aufbewahrt.</translation>
    </message>
    <message>
        <source>Stickers</source>
        <translation>Aufkleber</translation>
    </message>
    <message>
        <source>Where the two stickers are in the first picture, as X1,Y1,X2,Y2 in pixels.</source>
        <translation>Wo die zwei Aufkleber im ersten Bild sind, als X1,Y1,X2,Y2 in Pixeln.</translation>
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
        <source>Free some space or choose another folder.</source>
        <translation>Speicherplatz freigeben oder anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Nothing can be written into {folder} ({strerror}).</source>
        <translation>In {folder} lässt sich nichts schreiben ({strerror}).</translation>
    </message>
    <message>
        <source>Allow writing there, free some space or choose another folder.</source>
        <translation>Schreiben dort erlauben, Speicherplatz freigeben oder anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>Anderen Namen oder Ordner wählen.</translation>
    </message>
    <message>
        <source>The disk hangs: events of {path} are being lost. Check the disk.</source>
        <translation>Der Datenträger reagiert nicht: Ereignisse von {path} gehen verloren. Den Datenträger prüfen.</translation>
    </message>
    <message>
        <source>The record is kept in memory and tried again each second.</source>
        <translation>Die Aufzeichnung bleibt im Speicher, neuer Versuch jede Sekunde.</translation>
    </message>
    <message>
        <source>The disk of {folder} is full: free some space. {waits}</source>
        <translation>Der Datenträger von {folder} ist voll: Speicherplatz freigeben. {waits}</translation>
    </message>
    <message>
        <source>Nothing may be written into {folder}: allow it or choose another folder. {waits}</source>
        <translation>In {folder} darf nichts geschrieben werden: erlauben oder anderen Ordner wählen. {waits}</translation>
    </message>
    <message>
        <source>The record {path} was removed: leave its folder in place. {waits}</source>
        <translation>Die Aufzeichnung {path} wurde entfernt: den Ordner an seinem Platz lassen. {waits}</translation>
    </message>
    <message>
        <source>{path} is in the way of the record: move it away. {waits}</source>
        <translation>{path} ist der Aufzeichnung im Weg: verschieben. {waits}</translation>
    </message>
    <message>
        <source>The record {path} cannot be written ({strerror}): check the disk. {waits}</source>
        <translation>Die Aufzeichnung {path} lässt sich nicht schreiben ({strerror}): Datenträger prüfen. {waits}</translation>
    </message>
    <message>
        <source>These files could not be deleted: {files}.</source>
        <translation>Diese Dateien ließen sich nicht löschen: {files}.</translation>
    </message>
    <message>
        <source>Delete them by hand.</source>
        <translation>Von Hand löschen.</translation>
    </message>
    <message>
        <source>The store {path} does not answer ({reason}).</source>
        <translation>Der Speicher {path} antwortet nicht ({reason}).</translation>
    </message>
    <message>
        <source>Start the database, or check address, name and password.</source>
        <translation>Die Datenbank starten oder Adresse, Name und Passwort prüfen.</translation>
    </message>
    <message>
        <source>PostgreSQL needs one more package.</source>
        <translation>Für PostgreSQL fehlt ein Paket.</translation>
    </message>
    <message>
        <source>The store was made by a newer gaitcoach (version {found}).</source>
        <translation>Der Speicher stammt von einem neueren gaitcoach (Version {found}).</translation>
    </message>
    <message>
        <source>Update gaitcoach.</source>
        <translation>gaitcoach aktualisieren.</translation>
    </message>
    <message>
        <source>This name cannot be kept.</source>
        <translation>Dieser Name lässt sich nicht speichern.</translation>
    </message>
    <message>
        <source>"{name}" stands for nobody.</source>
        <translation>„{name}“ steht für niemand Bestimmten.</translation>
    </message>
    <message>
        <source>Give a name or a code.</source>
        <translation>Einen Namen oder ein Kürzel angeben.</translation>
    </message>
    <message>
        <source>There is a person named {name} already.</source>
        <translation>Eine Person namens {name} gibt es schon.</translation>
    </message>
    <message>
        <source>This run is a session already.</source>
        <translation>Dieser Lauf ist schon eine Einheit.</translation>
    </message>
    <message>
        <source>Choose another run.</source>
        <translation>Einen anderen Lauf wählen.</translation>
    </message>
    <message>
        <source>Runs are still recorded as text; nothing is added to the history.</source>
        <translation>Läufe werden weiter als Text aufgezeichnet; in den Verlauf kommt nichts hinzu.</translation>
    </message>
    <message>
        <source>The store {path} cannot be made ({reason}).</source>
        <translation>Der Speicher {path} lässt sich nicht anlegen ({reason}).</translation>
    </message>
    <message>
        <source>Free space or allow writing there.</source>
        <translation>Speicherplatz freigeben oder dort das Schreiben erlauben.</translation>
    </message>
    <message>
        <source>The store {path} is damaged ({reason}): what can be read is shown.</source>
        <translation>Der Speicher {path} ist beschädigt ({reason}): Was lesbar ist, wird gezeigt.</translation>
    </message>
    <message>
        <source>Restore a backup: gaitcoach backup --restore FILE.zip</source>
        <translation>Eine Sicherung zurückspielen: gaitcoach backup --restore FILE.zip</translation>
    </message>
    <message>
        <source>The store {path} cannot be written ({reason}).</source>
        <translation>In den Speicher {path} lässt sich nicht schreiben ({reason}).</translation>
    </message>
    <message>
        <source>The store {path} is damaged and cannot be read ({reason}).</source>
        <translation>Der Speicher {path} ist beschädigt und nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Move it away and restore a backup: gaitcoach backup --restore FILE.zip</source>
        <translation>Verschieben und eine Sicherung zurückspielen: gaitcoach backup --restore FILE.zip</translation>
    </message>
    <message>
        <source>The store {path} is of an older version and cannot be copied to be read ({reason}).</source>
        <translation>Der Speicher {path} hat eine ältere Fassung und lässt sich zum Lesen nicht kopieren ({reason}).</translation>
    </message>
    <message>
        <source>Allow writing there, or free space for temporary files.</source>
        <translation>Dort das Schreiben erlauben oder Platz für Zwischendateien schaffen.</translation>
    </message>
    <message>
        <source>The signals {path} cannot be read ({error}).</source>
        <translation>Die Signale {path} sind nicht lesbar ({error}).</translation>
    </message>
    <message>
        <source>Steps and means of the run are not touched by this; restore a backup for the rest.</source>
        <translation>Schritte und Mittel des Laufs betrifft das nicht; für den Rest eine Sicherung zurückspielen.</translation>
    </message>
    <message>
        <source>The store {path} was removed.</source>
        <translation>Der Speicher {path} wurde entfernt.</translation>
    </message>
    <message>
        <source>Leave its folder and disk in place.</source>
        <translation>Ordner und Datenträger an ihrem Platz lassen.</translation>
    </message>
    <message>
        <source>The store {path} cannot be read here ({reason}).</source>
        <translation>Der Speicher {path} ist hier nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>The store {path} can only be read: nothing was changed.</source>
        <translation>Der Speicher {path} lässt sich nur lesen: Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Allow writing there, or give another one.</source>
        <translation>Dort das Schreiben erlauben oder einen anderen angeben.</translation>
    </message>
    <message>
        <source>Free some space, or end the program that holds it.</source>
        <translation>Speicherplatz freigeben oder das Programm beenden, das ihn festhält.</translation>
    </message>
    <message>
        <source>The picture is no longer recorded to {path}: it cannot be encoded.</source>
        <translation>Das Bild wird nicht mehr nach {path} aufgezeichnet: Es lässt sich nicht kodieren.</translation>
    </message>
    <message>
        <source>Steps and cues are still recorded.</source>
        <translation>Schritte und Ansagen werden weiter aufgezeichnet.</translation>
    </message>
    <message>
        <source>The video {path} was removed: the picture is lost. {goes_on}</source>
        <translation>Das Video {path} wurde entfernt: Das Bild ist verloren. {goes_on}</translation>
    </message>
    <message>
        <source>Less than {mb} MB free: the picture is no longer recorded, free some space. {goes_on}</source>
        <translation>Weniger als {mb} MB frei: Das Bild wird nicht mehr aufgezeichnet, Speicherplatz freigeben. {goes_on}</translation>
    </message>
    <message>
        <source>Not a medical device. It measures and coaches; it does not diagnose. Pain, numbness or a recent operation: see a clinician.</source>
        <translation>Kein Medizinprodukt. gaitcoach misst und leitet an, stellt aber keine Diagnose. Bei Schmerzen, Taubheitsgefühl oder nach einer Operation: ärztlich oder physiotherapeutisch abklären.</translation>
    </message>
    <message>
        <source>No account, no telemetry: pictures and numbers stay on this computer.</source>
        <translation>Kein Konto, keine Telemetrie: Bilder und Zahlen bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later: https://www.gnu.org/licenses/gpl-3.0.html. It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später: https://www.gnu.org/licenses/gpl-3.0.html. Ohne jede Gewähr.</translation>
    </message>
    <message>
        <source>About gaitcoach</source>
        <translation>Über gaitcoach</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Reading the licences …</source>
        <translation>Lizenzen werden gelesen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Stop, and back to the first page</source>
        <translation>Anhalten und zurück zur Startseite</translation>
    </message>
    <message>
        <source>‹ Home</source>
        <translation>‹ Start</translation>
    </message>
    <message>
        <source>Start / stop</source>
        <translation>Start / Stopp</translation>
    </message>
    <message>
        <source>Start or stop measuring</source>
        <translation>Messung starten oder anhalten</translation>
    </message>
    <message>
        <source>Choose source</source>
        <translation>Bildquelle wählen</translation>
    </message>
    <message>
        <source>Open the list of cameras</source>
        <translation>Liste der Kameras öffnen</translation>
    </message>
    <message>
        <source>Open video file …</source>
        <translation>Videodatei öffnen …</translation>
    </message>
    <message>
        <source>Measure a video file</source>
        <translation>Eine Videodatei messen</translation>
    </message>
    <message>
        <source>Open address …</source>
        <translation>Adresse öffnen …</translation>
    </message>
    <message>
        <source>A network camera's address</source>
        <translation>Adresse einer Netzwerkkamera</translation>
    </message>
    <message>
        <source>Behind / front</source>
        <translation>Hinten / vorn</translation>
    </message>
    <message>
        <source>Where the camera stands</source>
        <translation>Wo die Kamera steht</translation>
    </message>
    <message>
        <source>Source is mirrored</source>
        <translation>Bildquelle ist gespiegelt</translation>
    </message>
    <message>
        <source>Tick this if the camera itself delivers a mirrored picture (starts again)</source>
        <translation>Ankreuzen, wenn schon die Kamera ein gespiegeltes Bild liefert (startet neu)</translation>
    </message>
    <message>
        <source>Source mirrored</source>
        <translation>Quelle gespiegelt</translation>
    </message>
    <message>
        <source>Place stickers</source>
        <translation>Aufkleber setzen</translation>
    </message>
    <message>
        <source>Measure by two stickers: the picture stands still, click on each of them</source>
        <translation>Mit zwei Aufklebern messen: Das Bild steht still, auf jeden klicken</translation>
    </message>
    <message>
        <source>These are the stickers</source>
        <translation>Das sind die Aufkleber</translation>
    </message>
    <message>
        <source>Take the two stickers that were found in the picture</source>
        <translation>Die zwei im Bild gefundenen Aufkleber nehmen</translation>
    </message>
    <message>
        <source>Mark this moment …</source>
        <translation>Diesen Moment merken …</translation>
    </message>
    <message>
        <source>Changed speed, new shoes, a word</source>
        <translation>Tempo geändert, neue Schuhe, ein Wort</translation>
    </message>
    <message>
        <source>Next block</source>
        <translation>Nächster Block</translation>
    </message>
    <message>
        <source>Before, with cue, after: what does it bring?</source>
        <translation>Vorher, mit Ansage, danach: Was bringt es?</translation>
    </message>
    <message>
        <source>Keep this picture</source>
        <translation>Dieses Bild behalten</translation>
    </message>
    <message>
        <source>With what is drawn on it</source>
        <translation>Mit allem, was eingezeichnet ist</translation>
    </message>
    <message>
        <source>Run as it is</source>
        <translation>So loslaufen</translation>
    </message>
    <message>
        <source>Leave out what is not set up yet</source>
        <translation>Auslassen, was noch nicht eingerichtet ist</translation>
    </message>
    <message>
        <source>Stop and close the window</source>
        <translation>Anhalten und Fenster schließen</translation>
    </message>
    <message>
        <source>Limit up</source>
        <translation>Grenze höher</translation>
    </message>
    <message>
        <source>Allow 0.5° more hip drop</source>
        <translation>0,5° mehr Absinken erlauben</translation>
    </message>
    <message>
        <source>Limit down</source>
        <translation>Grenze tiefer</translation>
    </message>
    <message>
        <source>Allow 0.5° less hip drop</source>
        <translation>0,5° weniger Absinken erlauben</translation>
    </message>
    <message>
        <source>Speak the cues</source>
        <translation>Ansagen sprechen</translation>
    </message>
    <message>
        <source>Beep at every step: low = level, high = too far</source>
        <translation>Ton bei jedem Schritt: tief = gerade, hoch = zu weit</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Click at your cadence + 0 (off), 5 or 10 %</source>
        <translation>Klick bei eigener Schrittfrequenz + 0 (aus), 5 oder 10 %</translation>
    </message>
    <message>
        <source>Mirror display</source>
        <translation>Anzeige spiegeln</translation>
    </message>
    <message>
        <source>Show the picture like a mirror; numbers and sides stay the same</source>
        <translation>Bild wie im Spiegel zeigen; Zahlen und Seiten bleiben gleich</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>Clinician's layout</source>
        <translation>Ansicht für Fachleute</translation>
    </message>
    <message>
        <source>Every step, cue and mark over the run; blocks of a visit and what they brought</source>
        <translation>Jeder Schritt, jede Ansage und jeder Merker über den Lauf; Blöcke eines Termins und was sie brachten</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeitlupe</translation>
    </message>
    <message>
        <source>The last 10 seconds again, slowly</source>
        <translation>Die letzten 10 Sekunden noch einmal, langsam</translation>
    </message>
    <message>
        <source>Draw the skeleton</source>
        <translation>Skelett zeichnen</translation>
    </message>
    <message>
        <source>Draw the pelvis</source>
        <translation>Becken zeichnen</translation>
    </message>
    <message>
        <source>Draw pelvic and level line</source>
        <translation>Beckenlinie und Waagerechte zeichnen</translation>
    </message>
    <message>
        <source>Draw the stance foot</source>
        <translation>Standfuß zeichnen</translation>
    </message>
    <message>
        <source>Mark the foot that carries</source>
        <translation>Den tragenden Fuß markieren</translation>
    </message>
    <message>
        <source>Draw the trunk line</source>
        <translation>Rumpflinie zeichnen</translation>
    </message>
    <message>
        <source>Draw hips to shoulders</source>
        <translation>Von der Hüfte zu den Schultern</translation>
    </message>
    <message>
        <source>Draw the trail</source>
        <translation>Spur zeichnen</translation>
    </message>
    <message>
        <source>How the last steps were</source>
        <translation>Wie die letzten Schritte waren</translation>
    </message>
    <message>
        <source>Runner display</source>
        <translation>Läuferanzeige</translation>
    </message>
    <message>
        <source>Two large numbers for the runner, on the second screen if there is one</source>
        <translation>Zwei große Zahlen zum Laufen, auf dem zweiten Bildschirm, wenn es einen gibt</translation>
    </message>
    <message>
        <source>Swap screens</source>
        <translation>Bildschirme tauschen</translation>
    </message>
    <message>
        <source>Desk and runner display change places</source>
        <translation>Arbeitsplatz und Läuferanzeige tauschen die Plätze</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>Ganzen Bildschirm füllen</translation>
    </message>
    <message>
        <source>What the numbers mean</source>
        <translation>Was die Zahlen bedeuten</translation>
    </message>
    <message>
        <source>Explain every number</source>
        <translation>Jede Zahl erklären</translation>
    </message>
    <message>
        <source>How to set up</source>
        <translation>Anleitung zum Einrichten</translation>
    </message>
    <message>
        <source>Camera, standing, running</source>
        <translation>Kamera, Stehen, Laufen</translation>
    </message>
    <message>
        <source>Licences; not a medical device</source>
        <translation>Lizenzen; kein Medizinprodukt</translation>
    </message>
    <message>
        <source>Leave help / full screen</source>
        <translation>Hilfe / Vollbild verlassen</translation>
    </message>
    <message>
        <source>Back to the plain window</source>
        <translation>Zurück zum normalen Fenster</translation>
    </message>
    <message>
        <source>Steps written to {path}.</source>
        <translation>Schritte gespeichert: {path}.</translation>
    </message>
    <message>
        <source>Writing {path} …</source>
        <translation>Schreibe {path} …</translation>
    </message>
    <message>
        <source>From behind</source>
        <translation>Von hinten</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Metronome +{percent} %</source>
        <translation>Metronom +{percent} %</translation>
    </message>
    <message>
        <source>Metronome off</source>
        <translation>Metronom aus</translation>
    </message>
    <message>
        <source>left leg, with cue</source>
        <translation>links, mit Ansage</translation>
    </message>
    <message>
        <source>left leg, after</source>
        <translation>links, danach</translation>
    </message>
    <message>
        <source>right leg, with cue</source>
        <translation>rechts, mit Ansage</translation>
    </message>
    <message>
        <source>right leg, after</source>
        <translation>rechts, danach</translation>
    </message>
    <message>
        <source>Change of the drop against the block before the cue</source>
        <translation>Änderung des Absinkens gegenüber dem Block vor der Ansage</translation>
    </message>
    <message>
        <source>Whose reports these are</source>
        <translation>Wer die Berichte ausstellt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Logo (PNG, JPEG, SVG)</source>
        <translation>Logo (PNG, JPEG, SVG)</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Keep cut-outs around the pelvis (no face) with every run from now on</source>
        <translation>Ab jetzt bei jedem Lauf Bildausschnitte vom Becken (ohne Gesicht) aufheben</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.svg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.svg)</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Gelaufen</translation>
    </message>
    <message>
        <source>Left drop, 95 % sure</source>
        <translation>Absinken links, zu 95 % sicher</translation>
    </message>
    <message>
        <source>Right drop, 95 % sure</source>
        <translation>Absinken rechts, zu 95 % sicher</translation>
    </message>
    <message>
        <source>Left over the limit</source>
        <translation>Links über der Grenze</translation>
    </message>
    <message>
        <source>Right over the limit</source>
        <translation>Rechts über der Grenze</translation>
    </message>
    <message>
        <source>Measured by</source>
        <translation>Gemessen mit</translation>
    </message>
    <message>
        <source>Two runs</source>
        <translation>Zwei Läufe</translation>
    </message>
    <message>
        <source>‹ History</source>
        <translation>‹ Verlauf</translation>
    </message>
    <message>
        <source>Dashed: the earlier run. Lines are means of 20 steps over the time of the run.</source>
        <translation>Gestrichelt: der frühere Lauf. Die Linien sind Mittel aus 20 Schritten über die Laufzeit.</translation>
    </message>
    <message>
        <source>{leg}: one of the runs has too few steps.</source>
        <translation>{leg}: Einer der Läufe hat zu wenige Schritte.</translation>
    </message>
    <message>
        <source>{leg} in both runs</source>
        <translation>{leg} in beiden Läufen</translation>
    </message>
    <message>
        <source>{mean}   ({low} to {high})</source>
        <translation>{mean}   ({low} bis {high})</translation>
    </message>
    <message>
        <source>The drill now</source>
        <translation>Die Übung jetzt</translation>
    </message>
    <message>
        <source>Kept for {name}.</source>
        <translation>Gespeichert für {name}.</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Notiert.</translation>
    </message>
    <message>
        <source>Held on to a chair or a bar</source>
        <translation>An Stuhl oder Stange festgehalten</translation>
    </message>
    <message>
        <source>‹ Leave (Esc)</source>
        <translation>‹ Verlassen (Esc)</translation>
    </message>
    <message>
        <source>Ghost (G)</source>
        <translation>Vorbild (G)</translation>
    </message>
    <message>
        <source>Mirror (M)</source>
        <translation>Spiegel (M)</translation>
    </message>
    <message>
        <source>Voice (V)</source>
        <translation>Stimme (V)</translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation>Vollbild (F)</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} von {total}</translation>
    </message>
    <message>
        <source>Go on (Space)</source>
        <translation>Weiter (Leertaste)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
    <message>
        <source>Finish (N)</source>
        <translation>Beenden (N)</translation>
    </message>
    <message>
        <source>Next drill (N)</source>
        <translation>Nächste Übung (N)</translation>
    </message>
    <message>
        <source>Begin now (N)</source>
        <translation>Jetzt beginnen (N)</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was geschafft ist</translation>
    </message>
    <message>
        <source>Again (A)</source>
        <translation>Noch einmal (A)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Geschafft</translation>
    </message>
    <message>
        <source>Nothing was counted</source>
        <translation>Nichts wurde gezählt</translation>
    </message>
    <message>
        <source>Stand in view with your whole body, and begin when told.</source>
        <translation>Mit dem ganzen Körper im Bild stehen und auf das Zeichen beginnen.</translation>
    </message>
    <message>
        <source>Next: {drill} (N)</source>
        <translation>Weiter: {drill} (N)</translation>
    </message>
    <message>
        <source>Stand still in view</source>
        <translation>Ruhig im Bild stehen</translation>
    </message>
    <message>
        <source>Step into view</source>
        <translation>Ins Bild treten</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>Ruhig stehen</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>Ausruhen</translation>
    </message>
    <message>
        <source>Switch legs</source>
        <translation>Bein wechseln</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>Nicht zu sehen</translation>
    </message>
    <message>
        <source>Lie still in view</source>
        <translation>Ruhig im Bild liegen</translation>
    </message>
    <message>
        <source>Lie still</source>
        <translation>Ruhig liegen</translation>
    </message>
    <message>
        <source>Hips level: the free hip hangs</source>
        <translation>Hüfte gerade: die freie Seite hängt</translation>
    </message>
    <message>
        <source>Stand tall: the trunk leans</source>
        <translation>Aufrecht stehen: der Rumpf neigt sich</translation>
    </message>
    <message>
        <source>Knee over the foot: it falls inward</source>
        <translation>Knie über den Fuß: es fällt nach innen</translation>
    </message>
    <message>
        <source>Hips up: they sag</source>
        <translation>Hüfte hoch: sie sinkt</translation>
    </message>
    <message>
        <source>Came down too early</source>
        <translation>Zu früh abgesetzt</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Switch legs: this one is done</source>
        <translation>Bein wechseln: dieses ist fertig</translation>
    </message>
    <message>
        <source>the free hip dropped</source>
        <translation>die freie Hüfte sank</translation>
    </message>
    <message>
        <source>the trunk leaned</source>
        <translation>der Rumpf neigte sich</translation>
    </message>
    <message>
        <source>the hips sagged</source>
        <translation>die Hüfte sank</translation>
    </message>
    <message>
        <source>the foot came down</source>
        <translation>der Fuß kam herunter</translation>
    </message>
    <message>
        <source>Left leg</source>
        <translation>Linkes Bein</translation>
    </message>
    <message>
        <source>Right leg</source>
        <translation>Rechtes Bein</translation>
    </message>
    <message>
        <source>Whole body in view, your front or your back to the camera.</source>
        <translation>Ganzer Körper im Bild, mit Brust oder Rücken zur Kamera.</translation>
    </message>
    <message>
        <source>Whole body in view, your side to the camera.</source>
        <translation>Ganzer Körper im Bild, mit der Seite zur Kamera.</translation>
    </message>
    <message>
        <source>Now stand on the left leg.</source>
        <translation>Jetzt auf dem linken Bein stehen.</translation>
    </message>
    <message>
        <source>Now stand on the right leg.</source>
        <translation>Jetzt auf dem rechten Bein stehen.</translation>
    </message>
    <message>
        <source>Now the other leg.</source>
        <translation>Jetzt das andere Bein.</translation>
    </message>
    <message>
        <source>Now lie on your left side.</source>
        <translation>Jetzt auf die linke Seite legen.</translation>
    </message>
    <message>
        <source>Now lie on your right side.</source>
        <translation>Jetzt auf die rechte Seite legen.</translation>
    </message>
    <message>
        <source>Now lie on your other side.</source>
        <translation>Jetzt auf die andere Seite legen.</translation>
    </message>
    <message>
        <source>Waiting for the camera.</source>
        <translation>Warten auf die Kamera.</translation>
    </message>
    <message>
        <source>The drill goes on when the camera is back.</source>
        <translation>Die Übung geht weiter, sobald die Kamera wieder da ist.</translation>
    </message>
    <message>
        <source>Leave (Esc) and choose another camera.</source>
        <translation>Verlassen (Esc) und eine andere Kamera wählen.</translation>
    </message>
    <message>
        <source>Seen too much from the side: this drill is watched from the front or from behind.</source>
        <translation>Zu sehr von der Seite gesehen: Diese Übung wird von vorn oder von hinten angesehen.</translation>
    </message>
    <message>
        <source>s of rest</source>
        <translation>s Pause</translation>
    </message>
    <message>
        <source>of {target} s</source>
        <translation>von {target} s</translation>
    </message>
    <message>
        <source>of {target}</source>
        <translation>von {target}</translation>
    </message>
    <message>
        <source>{done} of {target}</source>
        <translation>{done} von {target}</translation>
    </message>
    <message>
        <source>Next: {drill}</source>
        <translation>Als Nächstes: {drill}</translation>
    </message>
    <message>
        <source>Space, or arms crossed overhead, goes on.</source>
        <translation>Weiter mit der Leertaste oder über dem Kopf gekreuzten Armen.</translation>
    </message>
    <message>
        <source>{good} steps</source>
        <translation>{good} Schritte</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Ausschlag</translation>
    </message>
    <message>
        <source>Leg</source>
        <translation>Bein</translation>
    </message>
    <message>
        <source>In good form</source>
        <translation>In guter Haltung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>No fault seen.</source>
        <translation>Kein Fehler gesehen.</translation>
    </message>
    <message>
        <source>{fault}: {n}×</source>
        <translation>{fault}: {n}×</translation>
    </message>
    <message>
        <source>{leg}: {found}</source>
        <translation>{leg}: {found}</translation>
    </message>
    <message>
        <source>Picture: {what}</source>
        <translation>Bild: {what}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start: {what}</source>
        <translation>Start: {what}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Progress: {what}</source>
        <translation>Verlauf: {what}</translation>
    </message>
    <message>
        <source>Not today: a test every four weeks is enough.</source>
        <translation>Heute nicht: ein Test alle vier Wochen genügt.</translation>
    </message>
    <message>
        <source>✓ Done today ({target}, {load})</source>
        <translation>✓ Heute gemacht ({target}, {load})</translation>
    </message>
    <message>
        <source>Today: {target}, {load}</source>
        <translation>Heute: {target}, {load}</translation>
    </message>
    <message>
        <source>Not done yet.</source>
        <translation>Noch nicht gemacht.</translation>
    </message>
    <message>
        <source>Exercises</source>
        <translation>Übungen</translation>
    </message>
    <message>
        <source>Whose exercises</source>
        <translation>Wessen Übungen</translation>
    </message>
    <message>
        <source>What you work against today</source>
        <translation>Womit heute geübt wird</translation>
    </message>
    <message>
        <source>Load: {load}</source>
        <translation>Belastung: {load}</translation>
    </message>
    <message>
        <source>Start today's session</source>
        <translation>Heutige Übungen beginnen</translation>
    </message>
    <message>
        <source>All exercises</source>
        <translation>Alle Übungen</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>Wie es lief</translation>
    </message>
    <message>
        <source>Today's session is done.</source>
        <translation>Die heutigen Übungen sind gemacht.</translation>
    </message>
    <message>
        <source>Today: {n} exercises, load: {load}</source>
        <translation>Heute: {n} Übungen, Belastung: {load}</translation>
    </message>
    <message>
        <source>This week: {n} of {wanted} days</source>
        <translation>Diese Woche: {n} von {wanted} Tagen</translation>
    </message>
    <message>
        <source>{now} · {n} weeks in a row</source>
        <translation>{now} · {n} Wochen in Folge</translation>
    </message>
    <message>
        <source>{now} · {n} weeks kept in all</source>
        <translation>{now} · insgesamt {n} Wochen eingehalten</translation>
    </message>
    <message>
        <source>Steps as CSV</source>
        <translation>Schritte als CSV</translation>
    </message>
    <message>
        <source>Steps as Parquet</source>
        <translation>Schritte als Parquet</translation>
    </message>
    <message>
        <source>Whole run as JSON</source>
        <translation>Ganzer Lauf als JSON</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>OpenSim motion (.mot)</source>
        <translation>OpenSim-Bewegung (.mot)</translation>
    </message>
    <message>
        <source>OpenSim markers (.trc)</source>
        <translation>OpenSim-Marker (.trc)</translation>
    </message>
    <message>
        <source>Every frame as Parquet</source>
        <translation>Jedes Einzelbild als Parquet</translation>
    </message>
    <message>
        <source>Video with drawing (MP4)</source>
        <translation>Video mit Einzeichnung (MP4)</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Läufe ausgeben</translation>
    </message>
    <message>
        <source>All runs in one table</source>
        <translation>Alle Läufe in einer Tabelle</translation>
    </message>
    <message>
        <source>Export {n} runs</source>
        <translation>{n} Läufe ausgeben</translation>
    </message>
    <message>
        <source>1  Camera</source>
        <translation>1  Kamera</translation>
    </message>
    <message>
        <source>Straight behind the treadmill, as high as your hips, your whole body in the picture.</source>
        <translation>Gerade hinter das Laufband stellen, auf Hüfthöhe, der ganze Körper im Bild.</translation>
    </message>
    <message>
        <source>2  Stand still</source>
        <translation>2  Ruhig stehen</translation>
    </message>
    <message>
        <source>Three seconds on both feet; the voice counts. That is what level means for you.</source>
        <translation>Drei Sekunden auf beiden Füßen; die Stimme zählt. Das ist dann die eigene Waagerechte.</translation>
    </message>
    <message>
        <source>3  Run</source>
        <translation>3  Laufen</translation>
    </message>
    <message>
        <source>After 7 steps a side there is a number. When a hip drops too far, you hear it.</source>
        <translation>Nach 7 Schritten je Seite steht da eine Zahl. Sinkt eine Hüfte zu weit ab, ist es zu hören.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Hip drop</source>
        <translation>Absinken der Hüfte (Beckenabsenkung)</translation>
    </message>
    <message>
        <source>While you stand on one leg, how far the other hip hangs lower, in degrees, averaged around the middle of the step. Each gauge is named after the leg you stand on; a minus means that the hip was lifted; a grey cross: not measurable.</source>
        <translation>Wie weit im Stand auf einem Bein die andere Hüfte tiefer hängt, in Grad, gemittelt um die Mitte des Schritts. Jede Anzeige heißt nach dem Standbein; ein Minus heißt: Hüfte angehoben; ein graues Kreuz: nicht messbar.</translation>
    </message>
    <message>
        <source>The whisker on each step is one standard deviation: the true value lies inside it about two times in three. Orange pelvis: tilted past the limit now; grey: nothing can be told.</source>
        <translation>Der Strich an jedem Schritt ist eine Standardabweichung: Der wahre Wert liegt in etwa zwei von drei Fällen darin. Becken orange: jetzt über die Grenze gekippt; grau: keine Aussage möglich.</translation>
    </message>
    <message>
        <source>In marker-based studies of runners the pelvis moved through 4.6° to 10.4° in all. More than 5° is often called too much; no limit is proven, so you set your own.</source>
        <translation>In Studien mit Markern bewegte sich das Becken beim Laufen insgesamt um 4,6° bis 10,4°. Mehr als 5° gilt oft als zu viel; keine Grenze ist belegt, darum ist sie selbst einzustellen.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>The mean drop of all usable steps on that leg (white line in the gauge), shown after 7 steps.</source>
        <translation>Das mittlere Absinken aller verwertbaren Schritte auf diesem Bein (helle Linie in der Anzeige), ab 7 Schritten.</translation>
    </message>
    <message>
        <source>The pale band and the figures below it hold the true mean 95 times in 100: scatter of the steps, error of the method and error of the level are all in it.</source>
        <translation>Das blasse Band und die Zahlen darunter enthalten den wahren Mittelwert in 95 von 100 Fällen: Streuung der Schritte, Fehler des Messverfahrens und der Waagerechten sind alle darin.</translation>
    </message>
    <message>
        <source>Between two visits, a change smaller than about 2.8° is within the noise of this kind of video measurement.</source>
        <translation>Zwischen zwei Terminen liegt eine Änderung unter etwa 2,8° im Messrauschen dieser Art von Videomessung.</translation>
    </message>
    <message>
        <source>The drop above your own standing level that is too much. Orange triangles lie past it, blue discs do not.</source>
        <translation>Das Absinken gegenüber dem eigenen ruhigen Stand, das zu viel ist. Orange Dreiecke liegen darüber, blaue Kreise nicht.</translation>
    </message>
    <message>
        <source>The voice waits for several steps and allows for the noise before it speaks.</source>
        <translation>Die Stimme wartet mehrere Schritte ab und berücksichtigt das Messrauschen, bevor sie spricht.</translation>
    </message>
    <message>
        <source>It starts at 5°. Change it with + and -.</source>
        <translation>Voreingestellt: 5°. Ändern mit + und -.</translation>
    </message>
    <message>
        <source>Steps per minute, both feet. Below it: how long a foot stays on the ground, and how long both are in the air.</source>
        <translation>Schritte pro Minute, beide Füße. Darunter: wie lange ein Fuß am Boden ist (Bodenkontakt) und wie lange beide in der Luft sind (Flugphase).</translation>
    </message>
    <message>
        <source>Contact and flight are read off camera frames: single values jump by a frame.</source>
        <translation>Bodenkontakt und Flugphase werden an den Kamerabildern abgelesen: Einzelwerte springen um ein Bild.</translation>
    </message>
    <message>
        <source>Slow running: 154 to 169 steps a minute, 271 to 284 ms on the ground, 80 to 112 ms in the air. In one small study (12 runners), 10 % quicker steps went with 3.1° less drop.</source>
        <translation>Langsames Laufen: 154 bis 169 Schritte pro Minute, 271 bis 284 ms Bodenkontakt, 80 bis 112 ms Flugphase. In einer kleinen Studie (12 Personen) ging eine um 10 % höhere Schrittfrequenz mit 3,1° weniger Absinken einher.</translation>
    </message>
    <message>
        <source>fps, ms, left out</source>
        <translation>fps, ms, ausgelassen</translation>
    </message>
    <message>
        <source>Pictures measured per second; delay from picture to result; pictures skipped to stay live.</source>
        <translation>Gemessene Bilder pro Sekunde; Verzögerung vom Bild zum Ergebnis; Bilder, die ausgelassen wurden, um live zu bleiben.</translation>
    </message>
    <message>
        <source>Counted.</source>
        <translation>Gezählt.</translation>
    </message>
    <message>
        <source>Fewer than 20 pictures a second are too few to measure steps.</source>
        <translation>Weniger als 20 Bilder pro Sekunde sind zu wenige, um Schritte zu messen.</translation>
    </message>
    <message>
        <source>“not validated”, “camera roll not removed”</source>
        <translation>„nicht geprüft“, „Kameraneigung nicht herausgerechnet“</translation>
    </message>
    <message>
        <source>The first: the angle comes from the plain hip points of the body model, which can be wrong even in direction. The second: there was no quiet standing at the start, so a tilted camera tilts every number.</source>
        <translation>Das Erste: Der Winkel kommt von den einfachen Hüftpunkten des Körpermodells; selbst seine Richtung kann falsch sein. Das Zweite: Am Anfang fehlte das ruhige Stehen, darum verschiebt eine schiefe Kamera jede Zahl.</translation>
    </message>
    <message>
        <source>Neither can be judged from the screen.</source>
        <translation>Beides lässt sich am Bildschirm nicht beurteilen.</translation>
    </message>
    <message>
        <source>Stand quietly with both feet on the ground for 3 seconds at the start, or give an upright edge of the picture (--vertical). The foot of the window then says by what the picture is level, and how sure that is.</source>
        <translation>Am Anfang 3 Sekunden ruhig auf beiden Füßen stehen oder eine senkrechte Kante im Bild angeben (--vertical). Unten im Fenster steht dann, woraus die Waagerechte bestimmt ist und wie sicher das ist.</translation>
    </message>
    <message>
        <source>gaitcoach does not diagnose. Pain, numbness or a recent operation: see a clinician. Pictures stay on this computer.</source>
        <translation>gaitcoach stellt keine Diagnose. Bei Schmerzen, Taubheitsgefühl oder nach einer Operation: ärztlich oder physiotherapeutisch abklären. Bilder bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Drop of both legs</source>
        <translation>Absinken beider Beine</translation>
    </message>
    <message>
        <source>Left less right, degrees</source>
        <translation>Links minus rechts, Grad</translation>
    </message>
    <message>
        <source>Cadence, steps per minute</source>
        <translation>Schrittfrequenz, Schritte pro Minute</translation>
    </message>
    <message>
        <source>Steps over the limit, left leg, percent</source>
        <translation>Schritte über der Grenze, linkes Bein, Prozent</translation>
    </message>
    <message>
        <source>Steps over the limit, right leg, percent</source>
        <translation>Schritte über der Grenze, rechtes Bein, Prozent</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Kept runs, the newest first</source>
        <translation>Gespeicherte Läufe, die neuesten zuerst</translation>
    </message>
    <message>
        <source>No kept run fits. Every run is kept as it happens.</source>
        <translation>Kein gespeicherter Lauf passt. Jeder Lauf wird sofort aufgezeichnet.</translation>
    </message>
    <message>
        <source>Whose runs</source>
        <translation>Wessen Läufe</translation>
    </message>
    <message>
        <source>From when on</source>
        <translation>Ab wann</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>Was die Grafik zeigt</translation>
    </message>
    <message>
        <source>Search notes, shoes, source, name</source>
        <translation>Notizen, Schuhe, Quelle, Namen durchsuchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Compare two</source>
        <translation>Zwei vergleichen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>Gäste</translation>
    </message>
    <message>
        <source>Runs taken in: {n}.</source>
        <translation>Übernommene Läufe: {n}.</translation>
    </message>
    <message>
        <source>Left as they are, unreadable or known already: {named}.</source>
        <translation>So gelassen, unlesbar oder schon bekannt: {named}.</translation>
    </message>
    <message>
        <source>Choose one run in the table.</source>
        <translation>Einen Lauf in der Tabelle wählen.</translation>
    </message>
    <message>
        <source>Choose two runs in the table (the second with Ctrl held).</source>
        <translation>Zwei Läufe in der Tabelle wählen (den zweiten mit gedrückter Strg-Taste).</translation>
    </message>
    <message>
        <source>Choose the runs in the table first.</source>
        <translation>Erst die Läufe in der Tabelle wählen.</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Wird exportiert …</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>Delete {n} runs with all that belongs to them? They cannot be brought back.</source>
        <translation>Wirklich löschen, mit allem, was dazugehört (Läufe: {n})? Es lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>{leg}: {change}, from {before} to {after}: within the noise of such measurements ({band}).</source>
        <translation>{leg}: {change}, von {before} auf {after}: innerhalb des Messrauschens ({band}).</translation>
    </message>
    <message>
        <source>{leg}: {change}, from {before} to {after}: more than noise ({band}).</source>
        <translation>{leg}: {change}, von {before} auf {after}: mehr als Messrauschen ({band}).</translation>
    </message>
    <message>
        <source>The noise is this runner's own, from {n} repeats.</source>
        <translation>Das Messrauschen ist das dieser Person, aus {n} Wiederholungen.</translation>
    </message>
    <message>
        <source>What else changed: {named}.</source>
        <translation>Was sonst anders war: {named}.</translation>
    </message>
    <message>
        <source>Session {number}: {minutes:.0f} minutes, cues for {share:.0f} % of the time</source>
        <translation>Einheit {number}: {minutes:.0f} Minuten, Ansagen in {share:.0f} % der Zeit</translation>
    </message>
    <message>
        <source>{told} ({change} against with cues: kept)</source>
        <translation>{told} ({change} gegenüber mit Ansagen: behalten)</translation>
    </message>
    <message>
        <source>{told} ({change} against with cues: lost)</source>
        <translation>{told} ({change} gegenüber mit Ansagen: verloren)</translation>
    </message>
    <message>
        <source>{told} ({change} against with cues: not sure)</source>
        <translation>{told} ({change} gegenüber mit Ansagen: unklar)</translation>
    </message>
    <message>
        <source>too few steps without cues</source>
        <translation>zu wenige Schritte ohne Ansagen</translation>
    </message>
    <message>
        <source>{score:.0f} % under the limit without cues</source>
        <translation>{score:.0f} % unter der Grenze ohne Ansagen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Laufen</translation>
    </message>
    <message>
        <source>Treadmill, camera behind: hear when a hip drops too far.</source>
        <translation>Laufband, Kamera dahinter: Ansage, wenn eine Hüfte zu weit absinkt.</translation>
    </message>
    <message>
        <source>Phone camera</source>
        <translation>Handykamera</translation>
    </message>
    <message>
        <source>Scan a code, tap Start: no app, no cable.</source>
        <translation>Code scannen, auf Start tippen: ohne App, ohne Kabel.</translation>
    </message>
    <message>
        <source>Mirror check</source>
        <translation>Spiegeltest</translation>
    </message>
    <message>
        <source>The standing test, 30 seconds on each leg: how long, how level.</source>
        <translation>Der Standtest, 30 Sekunden auf jedem Bein: wie lange, wie gerade.</translation>
    </message>
    <message>
        <source>Photos and videos</source>
        <translation>Fotos und Videos</translation>
    </message>
    <message>
        <source>What a race photo or a burst can tell, and what not.</source>
        <translation>Was ein Wettkampffoto oder eine Serie verrät und was nicht.</translation>
    </message>
    <message>
        <source>Every kept run, progress over weeks, reports and exports.</source>
        <translation>Alle Läufe, Fortschritt über Wochen, Berichte, Exporte.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Who runs here: names or codes, notes, own limits.</source>
        <translation>Wer hier läuft: Namen oder Kürzel, Notizen, eigene Grenzen.</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Eight sessions with cues that fade, and what stays.</source>
        <translation>Acht Einheiten mit immer weniger Ansagen, und was davon bleibt.</translation>
    </message>
    <message>
        <source>What makes hips hold: today's session, counted and watched.</source>
        <translation>Was die Hüfte hält: die heutigen Übungen, gezählt und beobachtet.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Limit, words, voice, method.</source>
        <translation>Grenze, Worte, Stimme, Messverfahren.</translation>
    </message>
    <message>
        <source>Camera: {camera} – change …</source>
        <translation>Kamera: {camera} – ändern …</translation>
    </message>
    <message>
        <source>{camera} is not connected: plug it in, or choose another one.</source>
        <translation>{camera} ist nicht angeschlossen: anschließen oder eine andere wählen.</translation>
    </message>
    <message>
        <source>▶ Same as last time</source>
        <translation>▶ Wie beim letzten Mal</translation>
    </message>
    <message>
        <source>How far does your pelvis drop at each step?</source>
        <translation>Wie weit sinkt das Becken bei jedem Schritt ab?</translation>
    </message>
    <message>
        <source>Who is running?</source>
        <translation>Wer läuft?</translation>
    </message>
    <message>
        <source>A run</source>
        <translation>Ein Lauf</translation>
    </message>
    <message>
        <source>What the run showed</source>
        <translation>Was der Lauf zeigte</translation>
    </message>
    <message>
        <source>Report …</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Clinic …</source>
        <translation>Praxis …</translation>
    </message>
    <message>
        <source>Save notes</source>
        <translation>Notizen speichern</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Put right; all numbers were computed anew.</source>
        <translation>Berichtigt; alle Zahlen sind neu berechnet.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Page (*.html)</source>
        <translation>PDF (*.pdf);;Seite (*.html)</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Writing the report …</source>
        <translation>Bericht wird geschrieben …</translation>
    </message>
    <message>
        <source>Export the run</source>
        <translation>Lauf exportieren</translation>
    </message>
    <message>
        <source>The video of the run</source>
        <translation>Das Video des Laufs</translation>
    </message>
    <message>
        <source>Kept for every report.</source>
        <translation>Gilt ab jetzt für jeden Bericht.</translation>
    </message>
    <message>
        <source>{leg} against the limit</source>
        <translation>{leg}, verglichen mit der Grenze</translation>
    </message>
    <message>
        <source>Too few steps for a mean: {n}.</source>
        <translation>Zu wenige Schritte für einen Mittelwert: {n}.</translation>
    </message>
    <message>
        <source>95 % sure {low} to {high} · {percent} % of {n} steps over the limit</source>
        <translation>95 % sicher {low} bis {high} · {percent} % von {n} Schritten über der Grenze</translation>
    </message>
    <message>
        <source>How level the hips are</source>
        <translation>Wie gerade die Hüfte ist</translation>
    </message>
    <message>
        <source>changed speed</source>
        <translation>Tempo geändert</translation>
    </message>
    <message>
        <source>changed incline</source>
        <translation>Steigung geändert</translation>
    </message>
    <message>
        <source>new shoes</source>
        <translation>neue Schuhe</translation>
    </message>
    <message>
        <source>felt tired</source>
        <translation>müde</translation>
    </message>
    <message>
        <source>said to relax</source>
        <translation>Hinweis: locker lassen</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment merken</translation>
    </message>
    <message>
        <source>What happened just now?</source>
        <translation>Was war gerade?</translation>
    </message>
    <message>
        <source>Words of your own</source>
        <translation>Eigene Worte</translation>
    </message>
    <message>
        <source>or words of your own, then Enter</source>
        <translation>oder eigene Worte, dann Enter</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Coach</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>No new pictures</source>
        <translation>Keine neuen Bilder</translation>
    </message>
    <message>
        <source>Connection lost – keeps trying</source>
        <translation>Verbindung verloren – neuer Versuch läuft</translation>
    </message>
    <message>
        <source>The run is over</source>
        <translation>Der Lauf ist zu Ende</translation>
    </message>
    <message>
        <source>This source does not work</source>
        <translation>Diese Bildquelle funktioniert nicht</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The run goes on when the camera is back.</source>
        <translation>Der Lauf geht weiter, sobald die Kamera wieder da ist.</translation>
    </message>
    <message>
        <source>Space starts it again.</source>
        <translation>Leertaste startet neu.</translation>
    </message>
    <message>
        <source>Choose another source (S), then start (Space).</source>
        <translation>Andere Bildquelle wählen (S), dann starten (Leertaste).</translation>
    </message>
    <message>
        <source>Space starts.</source>
        <translation>Leertaste startet.</translation>
    </message>
    <message>
        <source>An unfinished run of {length} was found ({who}, {steps} steps): keep or discard?</source>
        <translation>Ein nicht beendeter Lauf von {length} wurde gefunden ({who}, Schritte: {steps}): behalten oder verwerfen?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Take them in</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Runs in {folder} that are not in the history: {n}.</source>
        <translation>Läufe in {folder}, die nicht im Verlauf sind: {n}.</translation>
    </message>
    <message>
        <source>steps
per minute</source>
        <translation>Schritte
pro Minute</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Agreed that runs are kept</source>
        <translation>Einverstanden, dass Läufe gespeichert werden</translation>
    </message>
    <message>
        <source>as in the settings</source>
        <translation>wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Name or code</source>
        <translation>Name oder Kürzel</translation>
    </message>
    <message>
        <source>Own limit</source>
        <translation>Eigene Grenze</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Runs and progress</source>
        <translation>Läufe und Fortschritt</translation>
    </message>
    <message>
        <source>Nobody yet: add a person, or name who is running on the first page.</source>
        <translation>Noch niemand: eine Person hinzufügen oder auf der Startseite eintragen, wer läuft.</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Name or code:</source>
        <translation>Name oder Kürzel:</translation>
    </message>
    <message>
        <source>Added.</source>
        <translation>Hinzugefügt.</translation>
    </message>
    <message>
        <source>Delete {name} with {n} runs, their records, signals and pictures? Nothing of it can be brought back.</source>
        <translation>{name} löschen, mit allen Läufen ({n}), deren Aufzeichnungen, Signalen und Bildern? Nichts davon lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <source>Delete a person</source>
        <translation>Person löschen</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>Wird gelöscht …</translation>
    </message>
    <message>
        <source>Deleted.</source>
        <translation>Gelöscht.</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>{n} runs, the last on {day}.</source>
        <translation>Läufe: {n}, der letzte am {day}.</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Drop photographs here, or choose them: a runner from behind or from the front, hips and feet in view. They stay on this computer.</source>
        <translation>Fotos hierher ziehen oder auswählen: eine laufende Person von hinten oder von vorn, Hüfte und Füße im Bild. Sie bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Click on an upright edge: its upper end. Esc leaves.</source>
        <translation>Auf eine senkrechte Kante klicken: ihr oberes Ende. Esc bricht ab.</translation>
    </message>
    <message>
        <source>… and its lower end. Esc leaves.</source>
        <translation>… und ihr unteres Ende. Esc bricht ab.</translation>
    </message>
    <message>
        <source>There is no new picture among them.</source>
        <translation>Es ist kein neues Bild dabei.</translation>
    </message>
    <message>
        <source>Only the first {n} are taken: gaitcoach analyze reads more.</source>
        <translation>Nur die ersten {n} werden genommen: gaitcoach analyze liest mehr.</translation>
    </message>
    <message>
        <source>Who is the runner</source>
        <translation>Wer läuft hier</translation>
    </message>
    <message>
        <source>Called off.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Draw an upright edge</source>
        <translation>Senkrechte Kante zeichnen</translation>
    </message>
    <message>
        <source>All as one burst</source>
        <translation>Alle als eine Serie</translation>
    </message>
    <message>
        <source>Save the picture …</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Blur faces</source>
        <translation>Gesichter verwischen</translation>
    </message>
    <message>
        <source>What the picture tells</source>
        <translation>Was das Bild verrät</translation>
    </message>
    <message>
        <source>Choose pictures …</source>
        <translation>Bilder wählen …</translation>
    </message>
    <message>
        <source>Runner: {number} of {count}</source>
        <translation>Gemessen: Person {number} von {count}</translation>
    </message>
    <message>
        <source>There are {count} people: click on the runner.</source>
        <translation>Es sind {count} Personen im Bild: bitte die laufende anklicken.</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.gif *.tif *.bmp);;All files (*)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp *.heic *.heif *.gif *.tif *.bmp);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>Bilder wählen</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.png)</source>
        <translation>Bilder (*.jpg *.png)</translation>
    </message>
    <message>
        <source>On the left leg: right hip {drop} lower</source>
        <translation>Auf dem linken Bein: rechte Hüfte {drop} tiefer</translation>
    </message>
    <message>
        <source>On the right leg: left hip {drop} lower</source>
        <translation>Auf dem rechten Bein: linke Hüfte {drop} tiefer</translation>
    </message>
    <message>
        <source>On the left leg: right hip {drop} higher</source>
        <translation>Auf dem linken Bein: rechte Hüfte {drop} höher</translation>
    </message>
    <message>
        <source>On the right leg: left hip {drop} higher</source>
        <translation>Auf dem rechten Bein: linke Hüfte {drop} höher</translation>
    </message>
    <message>
        <source>Probably the left leg carries.</source>
        <translation>Wahrscheinlich trägt das linke Bein.</translation>
    </message>
    <message>
        <source>Probably the right leg carries.</source>
        <translation>Wahrscheinlich trägt das rechte Bein.</translation>
    </message>
    <message>
        <source>On the left leg: drop {drop} ({low} to {high}), by {name}</source>
        <translation>Auf dem linken Bein: Absinken {drop} ({low} bis {high}), nach {name}</translation>
    </message>
    <message>
        <source>On the right leg: drop {drop} ({low} to {high}), by {name}</source>
        <translation>Auf dem rechten Bein: Absinken {drop} ({low} bis {high}), nach {name}</translation>
    </message>
    <message>
        <source>On the left leg: no picture with a number</source>
        <translation>Auf dem linken Bein: kein Bild mit einer Zahl</translation>
    </message>
    <message>
        <source>On the right leg: no picture with a number</source>
        <translation>Auf dem rechten Bein: kein Bild mit einer Zahl</translation>
    </message>
    <message>
        <source>Mean on the left leg: {drop} ({low} to {high})</source>
        <translation>Mittel auf dem linken Bein: {drop} ({low} bis {high})</translation>
    </message>
    <message>
        <source>Mean on the right leg: {drop} ({low} to {high})</source>
        <translation>Mittel auf dem rechten Bein: {drop} ({low} bis {high})</translation>
    </message>
    <message>
        <source>With 95 % confidence the drop is {low} to {high}.</source>
        <translation>Mit 95 % Sicherheit beträgt das Absinken {low} bis {high}.</translation>
    </message>
    <message>
        <source>One moment of one step: no mean, and nothing to compare days by.</source>
        <translation>Ein Augenblick eines Schrittes: kein Mittelwert und nichts, um Tage zu vergleichen.</translation>
    </message>
    <message>
        <source>Pictures: {pictures}, steps: {steps}</source>
        <translation>Bilder: {pictures}, Schritte: {steps}</translation>
    </message>
    <message>
        <source>No mean: at least 7 steps a side are needed.</source>
        <translation>Kein Mittelwert: Dafür braucht es mindestens 7 Schritte je Seite.</translation>
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
        <source>Picture of the runner</source>
        <translation>Bild beim Laufen</translation>
    </message>
    <message>
        <source>Session no.</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Cues, %</source>
        <translation>Ansagen, %</translation>
    </message>
    <message>
        <source>Cues all the time at first, then less and less: what was learned must hold without them. Everything is measured silently, so the stretches without cues tell how much stays.</source>
        <translation>Zuerst durchgehend Ansagen, dann immer weniger: Das Gelernte muss auch ohne sie halten. Gemessen wird still weiter, darum zeigen die Abschnitte ohne Ansagen, wie viel bleibt.</translation>
    </message>
    <message>
        <source>Whose programme</source>
        <translation>Wessen Programm</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>Run the next session</source>
        <translation>Nächste Einheit laufen</translation>
    </message>
    <message>
        <source>Begin the programme</source>
        <translation>Programm beginnen</translation>
    </message>
    <message>
        <source>Free mode</source>
        <translation>Freies Laufen</translation>
    </message>
    <message>
        <source>Save the schedule</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Add a session</source>
        <translation>Einheit hinzufügen</translation>
    </message>
    <message>
        <source>Remove the last</source>
        <translation>Letzte entfernen</translation>
    </message>
    <message>
        <source>End it …</source>
        <translation>Beenden …</translation>
    </message>
    <message>
        <source>A programme belongs to a person: add one under People first.</source>
        <translation>Ein Programm gehört zu einer Person: erst unter Personen eine hinzufügen.</translation>
    </message>
    <message>
        <source>Give minutes from 1 to 120 and a share from 0 to 100 in every line.</source>
        <translation>In jeder Zeile 1 bis 120 Minuten und einen Anteil von 0 bis 100 angeben.</translation>
    </message>
    <message>
        <source>Begun.</source>
        <translation>Begonnen.</translation>
    </message>
    <message>
        <source>End the programme that is under way? Its sessions stay in the history.</source>
        <translation>Das laufende Programm beenden? Seine Einheiten bleiben im Verlauf.</translation>
    </message>
    <message>
        <source>Another programme</source>
        <translation>Anderes Programm</translation>
    </message>
    <message>
        <source>Ended.</source>
        <translation>Beendet.</translation>
    </message>
    <message>
        <source>No programme yet.</source>
        <translation>Noch kein Programm.</translation>
    </message>
    <message>
        <source>Free mode: no sessions, cues all the time.</source>
        <translation>Freies Laufen: keine Einheiten, Ansagen die ganze Zeit.</translation>
    </message>
    <message>
        <source>All sessions are done. Run without cues now and then, to see whether it stays.</source>
        <translation>Alle Einheiten sind geschafft. Ab und zu ohne Ansagen laufen und sehen, ob es bleibt.</translation>
    </message>
    <message>
        <source>Next: {session}.</source>
        <translation>Als Nächstes: {session}.</translation>
    </message>
    <message>
        <source>from, m:ss</source>
        <translation>von, m:ss</translation>
    </message>
    <message>
        <source>to, m:ss</source>
        <translation>bis, m:ss</translation>
    </message>
    <message>
        <source>step at, m:ss</source>
        <translation>Schritt bei, m:ss</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Waagerechte</translation>
    </message>
    <message>
        <source>What was put right</source>
        <translation>Was berichtigt wurde</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>The steps as measured are kept; every change is listed and can be taken back.</source>
        <translation>Die gemessenen Schritte bleiben erhalten; jede Änderung steht in der Liste und lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Leave the stretch out</source>
        <translation>Abschnitt auslassen</translation>
    </message>
    <message>
        <source>Leave the nearest step out</source>
        <translation>Nächstgelegenen Schritt auslassen</translation>
    </message>
    <message>
        <source>Swap left and right</source>
        <translation>Links und rechts tauschen</translation>
    </message>
    <message>
        <source>Seen from behind</source>
        <translation>Von hinten gesehen</translation>
    </message>
    <message>
        <source>Seen from the front</source>
        <translation>Von vorn gesehen</translation>
    </message>
    <message>
        <source>Set this limit</source>
        <translation>Diese Grenze setzen</translation>
    </message>
    <message>
        <source>Take this off as level</source>
        <translation>Dies als Waagerechte abziehen</translation>
    </message>
    <message>
        <source>No level</source>
        <translation>Keine Waagerechte</translation>
    </message>
    <message>
        <source>Take the chosen change back</source>
        <translation>Gewählte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>{what} – taken back</source>
        <translation>{what} – zurückgenommen</translation>
    </message>
    <message>
        <source>Give the stretch as minutes and seconds, such as 1:00 to 1:35.</source>
        <translation>Den Abschnitt in Minuten und Sekunden angeben, etwa 1:00 bis 1:35.</translation>
    </message>
    <message>
        <source>Give the moment as minutes and seconds, such as 1:20.</source>
        <translation>Den Zeitpunkt in Minuten und Sekunden angeben, etwa 1:20.</translation>
    </message>
    <message>
        <source>Choose a change in the list that still holds.</source>
        <translation>In der Liste eine Änderung wählen, die noch gilt.</translation>
    </message>
    <message>
        <source>{time} {hip}: {before} → {after}</source>
        <translation>{time} {hip}: {before} → {after}</translation>
    </message>
    <message>
        <source>left hip</source>
        <translation>linke Hüfte</translation>
    </message>
    <message>
        <source>right hip</source>
        <translation>rechte Hüfte</translation>
    </message>
    <message>
        <source>Mean {mean}, 95 % sure {low} to {high}: over the limit of {limit}.</source>
        <translation>Mittel {mean}, 95 % sicher {low} bis {high}: über der Grenze von {limit}.</translation>
    </message>
    <message>
        <source>Mean {mean}, 95 % sure {low} to {high}: under the limit of {limit}.</source>
        <translation>Mittel {mean}, 95 % sicher {low} bis {high}: unter der Grenze von {limit}.</translation>
    </message>
    <message>
        <source>Mean {mean}, 95 % sure {low} to {high}: around the limit of {limit}.</source>
        <translation>Mittel {mean}, 95 % sicher {low} bis {high}: um die Grenze von {limit}.</translation>
    </message>
    <message>
        <source>Last run {last}: {change}, within the noise of such measurements.</source>
        <translation>Letzter Lauf {last}: {change}, innerhalb des Messrauschens.</translation>
    </message>
    <message>
        <source>Last run {last}: {change}, more than noise ({noise}°).</source>
        <translation>Letzter Lauf {last}: {change}, mehr als Messrauschen ({noise}°).</translation>
    </message>
    <message>
        <source>It grew by {by} in 10 minutes ({low} to {high}).</source>
        <translation>Es nahm um {by} in 10 Minuten zu ({low} bis {high}).</translation>
    </message>
    <message>
        <source>It shrank by {by} in 10 minutes ({low} to {high}).</source>
        <translation>Es nahm um {by} in 10 Minuten ab ({low} bis {high}).</translation>
    </message>
    <message>
        <source>{percent} % of {n} steps over the limit.</source>
        <translation>{percent} % von {n} Schritten über der Grenze.</translation>
    </message>
    <message>
        <source>Too short for a trend (3 minutes are enough).</source>
        <translation>Zu kurz für einen Trend (3 Minuten genügen).</translation>
    </message>
    <message>
        <source>No drift ({low} to {high} in 10 minutes).</source>
        <translation>Keine Veränderung ({low} bis {high} in 10 Minuten).</translation>
    </message>
    <message>
        <source>Next: the same again with the metronome at +5 % (N). In one small study 10 % quicker steps went with 3.1° less drop; strength work alone did not change the run.</source>
        <translation>Als Nächstes: noch einmal mit dem Metronom auf +5 % (N). In einer kleinen Studie ging eine um 10 % höhere Schrittfrequenz mit 3,1° weniger Absinken einher; Krafttraining allein änderte das Laufen nicht.</translation>
    </message>
    <message>
        <source>Next: run without cues once, to see whether it stays.</source>
        <translation>Als Nächstes: einmal ohne Ansagen laufen und sehen, ob es bleibt.</translation>
    </message>
    <message>
        <source>Next: a longer run, or stickers, for a number that is surer.</source>
        <translation>Als Nächstes: ein längerer Lauf oder Aufkleber, dann wird die Zahl sicherer.</translation>
    </message>
    <message>
        <source>Left drop</source>
        <translation>Absinken links</translation>
    </message>
    <message>
        <source>Right drop</source>
        <translation>Absinken rechts</translation>
    </message>
    <message>
        <source>Left − right</source>
        <translation>Links − rechts</translation>
    </message>
    <message>
        <source>km/h</source>
        <translation>km/h</translation>
    </message>
    <message>
        <source>{minutes} (no end)</source>
        <translation>{minutes} (ohne Ende)</translation>
    </message>
    <message>
        <source>gaitcoach – runner</source>
        <translation>gaitcoach – Läuferanzeige</translation>
    </message>
    <message>
        <source>LEFT HIP</source>
        <translation>HÜFTE LINKS</translation>
    </message>
    <message>
        <source>RIGHT HIP</source>
        <translation>HÜFTE RECHTS</translation>
    </message>
    <message>
        <source>{cadence} /min</source>
        <translation>{cadence} /min</translation>
    </message>
    <message>
        <source>cannot tell now</source>
        <translation>gerade nicht messbar</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
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
        <source>{count} already right.</source>
        <translation>{count} schon in Ordnung.</translation>
    </message>
    <message>
        <source>{count} more to do.</source>
        <translation>{count} weitere danach.</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Leave the rest out; the record keeps what was left out.  (K)</source>
        <translation>Den Rest auslassen; die Aufzeichnung hält fest, was fehlte.  (K)</translation>
    </message>
    <message>
        <source>Measured: {names}. History has the runs.</source>
        <translation>Gemessen: {names}. Die Läufe stehen im Verlauf.</translation>
    </message>
    <message>
        <source>Measuring {names} …</source>
        <translation>{names} wird gemessen …</translation>
    </message>
    <message>
        <source>○ Two stances</source>
        <translation>○ Zwei Standphasen</translation>
    </message>
    <message>
        <source>● Two stances</source>
        <translation>● Zwei Standphasen</translation>
    </message>
    <message>
        <source>{drop} drop in this step</source>
        <translation>{drop} Absinken in diesem Schritt</translation>
    </message>
    <message>
        <source>this step could not be measured</source>
        <translation>dieser Schritt war nicht messbar</translation>
    </message>
    <message>
        <source>no step in these seconds</source>
        <translation>kein Schritt in diesen Sekunden</translation>
    </message>
    <message>
        <source>Nothing to show yet: run a few seconds first.</source>
        <translation>Noch nichts zu zeigen: erst ein paar Sekunden laufen.</translation>
    </message>
    <message>
        <source>gaitcoach – the last 10 seconds</source>
        <translation>gaitcoach – die letzten 10 Sekunden</translation>
    </message>
    <message>
        <source>❚❚ Pause</source>
        <translation>❚❚ Pause</translation>
    </message>
    <message>
        <source>▶ Play slowly</source>
        <translation>▶ Langsam abspielen</translation>
    </message>
    <message>
        <source>Moment of the last ten seconds</source>
        <translation>Moment der letzten zehn Sekunden</translation>
    </message>
    <message>
        <source>‹ One back</source>
        <translation>‹ Eins zurück</translation>
    </message>
    <message>
        <source>One on ›</source>
        <translation>Eins weiter ›</translation>
    </message>
    <message>
        <source>The newest 10 s</source>
        <translation>Die neuesten 10 s</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>Taste {key}</translation>
    </message>
    <message>
        <source>Can you hear me?</source>
        <translation>Ton zu hören?</translation>
    </message>
    <message>
        <source>Plays a cue</source>
        <translation>Spielt eine Ansage</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>I heard it</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>I did not hear it</source>
        <translation>Nicht gehört</translation>
    </message>
    <message>
        <source>No camera is connected. Plug one in, or use your phone, an address, a file or the demo.</source>
        <translation>Keine Kamera angeschlossen. Eine anschließen oder Handy, Adresse, Datei oder Demo verwenden.</translation>
    </message>
    <message>
        <source>Chosen now: {source}</source>
        <translation>Jetzt gewählt: {source}</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ Zurück</translation>
    </message>
    <message>
        <source>rtsp://… or http://… of a network camera</source>
        <translation>rtsp://… oder http://… einer Netzwerkkamera</translation>
    </message>
    <message>
        <source>Address of a network camera</source>
        <translation>Adresse einer Netzwerkkamera</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Kamera wählen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Video file …</source>
        <translation>Videodatei …</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Handy</translation>
    </message>
    <message>
        <source>Demo runner</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>{camera} is not connected any more.</source>
        <translation>{camera} ist nicht mehr angeschlossen.</translation>
    </message>
    <message>
        <source>Network address …</source>
        <translation>Netzwerkadresse …</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mov *.avi *.mkv *.webm *.m4v);;All files (*)</source>
        <translation>Videos (*.mp4 *.mov *.avi *.mkv *.webm *.m4v);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a video file</source>
        <translation>Videodatei öffnen</translation>
    </message>
    <message>
        <source>Address of the camera (rtsp://… or http://…):</source>
        <translation>Adresse der Kamera (rtsp://… oder http://…):</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Netzwerkkamera</translation>
    </message>
    <message>
        <source>Export steps</source>
        <translation>Schritte exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Discard this run</source>
        <translation>Diesen Lauf verwerfen</translation>
    </message>
    <message>
        <source>Delete the record of this run? It cannot be brought back.</source>
        <translation>Die Aufzeichnung dieses Laufs löschen? Sie lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>most {drop}</source>
        <translation>max. {drop}</translation>
    </message>
    <message>
        <source>least {drop}</source>
        <translation>min. {drop}</translation>
    </message>
    <message>
        <source>Picture of a step: {words}</source>
        <translation>Bild eines Schritts: {words}</translation>
    </message>
    <message>
        <source>Are these two the stickers?</source>
        <translation>Sind das die zwei Aufkleber?</translation>
    </message>
    <message>
        <source>Enter = yes. If not, click on each of them. Esc leaves.</source>
        <translation>Enter = ja. Sonst auf jeden klicken. Esc bricht ab.</translation>
    </message>
    <message>
        <source>Click in the middle of one sticker</source>
        <translation>Mitten auf einen Aufkleber klicken</translation>
    </message>
    <message>
        <source>Esc leaves everything as it was.</source>
        <translation>Esc lässt alles, wie es war.</translation>
    </message>
    <message>
        <source>… and of the other one</source>
        <translation>… und auf den anderen</translation>
    </message>
    <message>
        <source>left leg ●</source>
        <translation>linkes Bein ●</translation>
    </message>
    <message>
        <source>right leg ■</source>
        <translation>rechtes Bein ■</translation>
    </message>
    <message>
        <source>│ ± one standard deviation of a step</source>
        <translation>│ ± eine Standardabweichung eines Schritts</translation>
    </message>
    <message>
        <source>▲ cue</source>
        <translation>▲ Ansage</translation>
    </message>
    <message>
        <source>Drop of every step over the run</source>
        <translation>Absinken jedes Schritts über den Lauf</translation>
    </message>
    <message>
        <source>The run is kept on this computer.</source>
        <translation>Der Lauf ist auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>Your run</source>
        <translation>Der Lauf</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Export steps …</source>
        <translation>Schritte exportieren …</translation>
    </message>
    <message>
        <source>Discard …</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Standing on LEFT leg</source>
        <translation>Stand auf LINKS</translation>
    </message>
    <message>
        <source>Standing on RIGHT leg</source>
        <translation>Stand auf RECHTS</translation>
    </message>
    <message>
        <source>left hip drops</source>
        <translation>linke Hüfte sinkt ab</translation>
    </message>
    <message>
        <source>right hip drops</source>
        <translation>rechte Hüfte sinkt ab</translation>
    </message>
    <message>
        <source>last step {drop}</source>
        <translation>letzter Schritt {drop}</translation>
    </message>
    <message>
        <source>mean after {n} steps ({so_far} so far)</source>
        <translation>Mittel ab {n} Schritten (bisher {so_far})</translation>
    </message>
    <message>
        <source>mean, 95 % sure {low} to {high}</source>
        <translation>95 % sicher {low} bis {high}</translation>
    </message>
    <message>
        <source>ground {contact} · air {flight}</source>
        <translation>Boden {contact} · Luft {flight}</translation>
    </message>
    <message>
        <source>left hip {by} lower</source>
        <translation>linke Hüfte {by} tiefer</translation>
    </message>
    <message>
        <source>right hip {by} lower</source>
        <translation>rechte Hüfte {by} tiefer</translation>
    </message>
    <message>
        <source>{fps} fps · {delay} ms · {n} left out</source>
        <translation>{fps} fps · {delay} ms · {n} ausgelassen</translation>
    </message>
    <message>
        <source>phone {size} · {delay} ms · {lost} % lost</source>
        <translation>Handy {size} · {delay} ms · {lost} % verloren</translation>
    </message>
    <message>
        <source>{phone} · battery {percent} %</source>
        <translation>{phone} · Akku {percent} %</translation>
    </message>
    <message>
        <source>{mark}: about {roll}</source>
        <translation>{mark}: etwa {roll}</translation>
    </message>
    <message>
        <source>level by {what}</source>
        <translation>Waagerechte: {what}</translation>
    </message>
    <message>
        <source>No cue so far</source>
        <translation>Noch keine Ansage</translation>
    </message>
    <message>
        <source>both hips</source>
        <translation>beide Hüften</translation>
    </message>
    <message>
        <source>Last cue – {hip}: mean drop {mean} over {n} steps, back under the limit {limit}</source>
        <translation>Letzte Ansage – {hip}: im Mittel {mean} über {n} Schritte, wieder unter der Grenze {limit}</translation>
    </message>
    <message>
        <source>Last cue – {hip}: mean drop {mean} over {n} steps, at least {least} allowing for noise, limit {limit}</source>
        <translation>Letzte Ansage – {hip}: im Mittel {mean} über {n} Schritte, mindestens {least} trotz Messrauschen, Grenze {limit}</translation>
    </message>
    <message>
        <source>Only measuring now, without cues: what stays has been learned.</source>
        <translation>Jetzt wird nur gemessen, ohne Ansagen: Was bleibt, ist gelernt.</translation>
    </message>
    <message>
        <source>A cue comes when a hip drops past the limit step after step.</source>
        <translation>Eine Ansage kommt, wenn eine Hüfte Schritt für Schritt über die Grenze absinkt.</translation>
    </message>
    <message>
        <source>Camera {number}</source>
        <translation>Kamera {number}</translation>
    </message>
    <message>
        <source>network camera</source>
        <translation>Netzwerkkamera</translation>
    </message>
    <message>
        <source>from behind</source>
        <translation>von hinten</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>{who} · {view} · limit {limit}</source>
        <translation>{who} · {view} · Grenze {limit}</translation>
    </message>
    <message>
        <source>{left} left, {right} right</source>
        <translation>links {left}, rechts {right}</translation>
    </message>
    <message>
        <source>guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Called off: nothing was written.</source>
        <translation>Abgebrochen: Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>What the computer said</source>
        <translation>Was der Computer gemeldet hat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>Vorgang abbrechen</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>running, breaks left out</source>
        <translation>gelaufen, ohne Pausen</translation>
    </message>
    <message>
        <source>on the ground, both feet</source>
        <translation>Bodenkontakt, beide Füße</translation>
    </message>
    <message>
        <source>of the newest steps usable</source>
        <translation>letzte Schritte verwertbar</translation>
    </message>
    <message>
        <source>a single step is known to</source>
        <translation>Genauigkeit je Schritt</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>cue</source>
        <translation>Ansage</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>plain run</source>
        <translation>ohne Block</translation>
    </message>
    <message>
        <source>Before (no cues)</source>
        <translation>Vorher (stumm)</translation>
    </message>
    <message>
        <source>With cue</source>
        <translation>Mit Ansage</translation>
    </message>
    <message>
        <source>After (no cues)</source>
        <translation>Danach (stumm)</translation>
    </message>
    <message>
        <source>G begins a block: before, with cue, after. The grey band is what two visits differ by without any change, ±{noise}°.</source>
        <translation>G beginnt einen Block: vorher, mit Ansage, danach. Grau: ±{noise}° Unterschied ohne Änderung.</translation>
    </message>
    <message>
        <source>What a block changed stands here after 7 steps of a leg in it and in the one before.</source>
        <translation>Was ein Block verändert hat, steht hier nach 7 Schritten eines Beins darin und im Block davor.</translation>
    </message>
    <message>
        <source>Now: {block}. G goes on.</source>
        <translation>Jetzt: {block}. Weiter mit G.</translation>
    </message>
    <message>
        <source>{change} ({low} to {high}), within noise</source>
        <translation>{change} ({low} bis {high}), im Messrauschen</translation>
    </message>
    <message>
        <source>{change} ({low} to {high}), beyond noise</source>
        <translation>{change} ({low} bis {high}), mehr als Messrauschen</translation>
    </message>
    <message>
        <source>{n} steps</source>
        <translation>{n} Schritte</translation>
    </message>
    <message>
        <source>Who is running</source>
        <translation>Wer läuft</translation>
    </message>
    <message>
        <source>New …</source>
        <translation>Neu …</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>Jemand Neues</translation>
    </message>
    <message>
        <source>■ Stop</source>
        <translation>■ Stopp</translation>
    </message>
    <message>
        <source>▶ Start</source>
        <translation>▶ Start</translation>
    </message>
    <message>
        <source>Picture kept: {path}</source>
        <translation>Bild gespeichert: {path}</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Plug in or switch on a speaker or headphones.</source>
        <translation>Lautsprecher oder Kopfhörer anschließen oder einschalten.</translation>
    </message>
    <message>
        <source>No sound device: cues are shown, not heard. Plug in or switch on a speaker or headphones.</source>
        <translation>Kein Tongerät: Ansagen sind zu sehen, nicht zu hören. Lautsprecher oder Kopfhörer anschließen oder einschalten.</translation>
    </message>
    <message>
        <source>The sound device does not play: cues are not heard. Start gaitcoach again.</source>
        <translation>Das Tongerät spielt nicht: Ansagen sind nicht zu hören. gaitcoach neu starten.</translation>
    </message>
    <message>
        <source>A sound cannot be made: {reason}</source>
        <translation>Ein Ton lässt sich nicht erzeugen: {reason}</translation>
    </message>
    <message>
        <source>{name} cannot be played on this sound device.</source>
        <translation>{name} lässt sich auf diesem Tongerät nicht abspielen.</translation>
    </message>
    <message>
        <source>There is no sound for “{name}”: the speech engine gave none.</source>
        <translation>Für „{name}“ gibt es keinen Ton: Die Sprachausgabe lieferte keinen.</translation>
    </message>
    <message>
        <source>Install one (Debian/Ubuntu: apt install espeak-ng).</source>
        <translation>Eine installieren (Debian/Ubuntu: apt install espeak-ng).</translation>
    </message>
    <message>
        <source>No speech engine ({reason}): only the built-in phrases are spoken. {ENGINE_TODO}</source>
        <translation>Keine Sprachausgabe ({reason}): Nur die mitgelieferten Sätze werden gesprochen. {ENGINE_TODO}</translation>
    </message>
    <message>
        <source>No sound: Qt's sound library cannot be loaded ({reason}). Try: apt install libpulse0.</source>
        <translation>Kein Ton: Die Tonbibliothek von Qt lässt sich nicht laden ({reason}). Versuch: apt install libpulse0.</translation>
    </message>
    <message>
        <source>Measuring.</source>
        <translation>Messung läuft.</translation>
    </message>
    <message>
        <source>Nobody in view: step into the picture, whole body.</source>
        <translation>Niemand im Bild: hineintreten, bis der ganze Körper zu sehen ist.</translation>
    </message>
    <message>
        <source>Two people in view: only the runner may be in the picture.</source>
        <translation>Zwei Personen im Bild: Nur wer läuft, darf zu sehen sein.</translation>
    </message>
    <message>
        <source>Hips not visible: move the camera back until hips and feet are in view.</source>
        <translation>Hüfte nicht zu sehen: Kamera zurück, bis Hüfte und Füße im Bild sind.</translation>
    </message>
    <message>
        <source>Feet not visible: tilt or move the camera until both feet are in view.</source>
        <translation>Füße nicht zu sehen: Kamera neigen oder verschieben, bis beide Füße im Bild sind.</translation>
    </message>
    <message>
        <source>Seen too much from the side: put the camera straight behind the runner, or in front.</source>
        <translation>Zu sehr von der Seite gesehen: die Kamera gerade hinter oder vor die Person stellen.</translation>
    </message>
    <message>
        <source>This drill is watched from the side: turn, or move the camera.</source>
        <translation>Diese Übung wird von der Seite gesehen: umdrehen oder die Kamera umstellen.</translation>
    </message>
    <message>
        <source>Seen lying down: this exercise is counted standing. Stand up, or turn the camera upright.</source>
        <translation>Liegend gesehen: Diese Übung wird im Stehen gezählt. Aufstehen oder die Kamera aufrecht drehen.</translation>
    </message>
    <message>
        <source>This exercise is done lying: on your back, your side to the camera.</source>
        <translation>Diese Übung wird im Liegen gemacht: auf dem Rücken, mit der Seite zur Kamera.</translation>
    </message>
    <message>
        <source>This looks like another exercise: nothing is counted. Look at the picture of this one.</source>
        <translation>Das sieht nach einer anderen Übung aus: nichts wird gezählt. Das Bild dieser Übung ansehen.</translation>
    </message>
    <message>
        <source>Too few pictures a second (under 20): add light or close other programs.</source>
        <translation>Zu wenige Bilder pro Sekunde (unter 20): mehr Licht oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>The camera moved: leave it still and stand quietly for a new baseline.</source>
        <translation>Die Kamera hat sich bewegt: stehen lassen und ruhig stehen, für eine neue Waagerechte.</translation>
    </message>
    <message>
        <source>Runner too small in the picture: move the camera closer.</source>
        <translation>Zu klein im Bild: Kamera näher heran.</translation>
    </message>
    <message>
        <source>Left and right look swapped: check the view, behind or front.</source>
        <translation>Links und rechts scheinen vertauscht: Ansicht prüfen, hinten oder vorn.</translation>
    </message>
    <message>
        <source>Pictures were missing for a moment.</source>
        <translation>Kurz fehlten Bilder.</translation>
    </message>
    <message>
        <source>The pelvis cannot be seen well enough.</source>
        <translation>Das Becken ist nicht gut genug zu sehen.</translation>
    </message>
    <message>
        <source>Counting steps: at least 7 a side are needed.</source>
        <translation>Schritte werden gezählt: mindestens 7 je Seite sind nötig.</translation>
    </message>
    <message>
        <source>Left out by hand after the run.</source>
        <translation>Nach dem Lauf von Hand ausgelassen.</translation>
    </message>
    <message>
        <source>One leg carries: the drop at this moment.</source>
        <translation>Ein Bein trägt: das Absinken in diesem Augenblick.</translation>
    </message>
    <message>
        <source>Nobody was found in the picture.</source>
        <translation>Im Bild wurde niemand gefunden.</translation>
    </message>
    <message>
        <source>Cannot tell: the hips are hidden or cut off.</source>
        <translation>Nicht zu sagen: Die Hüfte ist verdeckt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>Cannot tell: the feet are hidden or cut off, so nobody knows which leg carries.</source>
        <translation>Nicht zu sagen: Die Füße sind verdeckt oder abgeschnitten, also weiß niemand, welches Bein trägt.</translation>
    </message>
    <message>
        <source>Cannot tell: the runner is too small (hips under 20 pixels apart).</source>
        <translation>Nicht zu sagen: Die Person ist zu klein (Hüften weniger als 20 Pixel auseinander).</translation>
    </message>
    <message>
        <source>Cannot tell: seen from the side. It takes a picture from behind or from the front.</source>
        <translation>Nicht zu sagen: von der Seite gesehen. Es braucht ein Bild von hinten oder von vorn.</translation>
    </message>
    <message>
        <source>Cannot tell: in flight, no foot carries.</source>
        <translation>Nicht zu sagen: im Flug, kein Fuß trägt.</translation>
    </message>
    <message>
        <source>Cannot tell: both feet are on the ground.</source>
        <translation>Nicht zu sagen: Beide Füße sind am Boden.</translation>
    </message>
    <message>
        <source>Cannot tell: it is not clear from this picture which leg carries, or whether one does.</source>
        <translation>Nicht zu sagen: Welches Bein trägt, oder ob eines trägt, ist in diesem Bild nicht klar.</translation>
    </message>
    <message>
        <source>Cannot tell: the pelvis cannot be seen well enough.</source>
        <translation>Nicht zu sagen: Das Becken ist nicht gut genug zu sehen.</translation>
    </message>
    <message>
        <source>Cannot tell: the picture or the body leans by much. Draw an upright edge.</source>
        <translation>Nicht zu sagen: Bild oder Körper neigen sich stark. Bitte eine senkrechte Kante zeichnen.</translation>
    </message>
    <message>
        <source>Cannot tell: the pelvis can be read only vaguely (worse than 12 degrees either way).</source>
        <translation>Nicht zu sagen: Das Becken lässt sich nur ungenau ablesen (schlechter als 12 Grad nach beiden Seiten).</translation>
    </message>
    <message>
        <source>level by the upright edge you gave</source>
        <translation>waagerecht nach der angegebenen senkrechten Kante</translation>
    </message>
    <message>
        <source>level by the horizon you gave</source>
        <translation>waagerecht nach dem angegebenen Horizont</translation>
    </message>
    <message>
        <source>level by upright edges in the picture</source>
        <translation>waagerecht nach senkrechten Kanten im Bild</translation>
    </message>
    <message>
        <source>level by the phone's motion sensor</source>
        <translation>waagerecht nach dem Bewegungssensor des Telefons</translation>
    </message>
    <message>
        <source>camera roll not known: the interval is wider</source>
        <translation>Neigung der Kamera unbekannt: das Intervall ist breiter</translation>
    </message>
    <message>
        <source>standing</source>
        <translation>ruhiges Stehen</translation>
    </message>
    <message>
        <source>upright edge</source>
        <translation>senkrechte Kante</translation>
    </message>
    <message>
        <source>the phone's sensor</source>
        <translation>Handysensor</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nicht bestimmt</translation>
    </message>
    <message>
        <source>pelvis network</source>
        <translation>Beckenmodell</translation>
    </message>
    <message>
        <source>stickers</source>
        <translation>Aufkleber</translation>
    </message>
    <message>
        <source>raw hip line</source>
        <translation>rohe Hüftlinie</translation>
    </message>
    <message>
        <source>No quiet standing was seen: going on without a baseline. A tilted camera tilts every number; the sides are not compared.</source>
        <translation>Kein ruhiges Stehen gesehen: Es geht ohne eigene Waagerechte weiter. Eine schiefe Kamera verschiebt jede Zahl; die Seiten werden nicht verglichen.</translation>
    </message>
    <message>
        <source>The raw hip line is shown instead, and no cue is given.</source>
        <translation>Dafür ist die rohe Hüftlinie zu sehen, ohne Ansagen.</translation>
    </message>
    <message>
        <source>The pelvis can be read only vaguely here, so there will hardly be a cue: tighter clothes, more light, a camera straight behind, or two stickers (P) help.</source>
        <translation>Das Becken ist hier nur ungenau zu erkennen, darum gibt es kaum Ansagen: Engere Kleidung, mehr Licht, eine Kamera gerade dahinter oder zwei Aufkleber (P) helfen.</translation>
    </message>
    <message>
        <source>The camera moved: what counted as level is lost, and a tilted camera tilts every number.</source>
        <translation>Die Kamera hat sich bewegt: Die Waagerechte ist verloren, und eine schiefe Kamera verschiebt jede Zahl.</translation>
    </message>
    <message>
        <source>No stickers found: click on each of the two, or choose another way to measure.</source>
        <translation>Keine Aufkleber gefunden: auf beide klicken oder anders messen.</translation>
    </message>
    <message>
        <source>Stickers lost: keep arms and shirt off them, or click on them again.</source>
        <translation>Aufkleber verloren: Arme und Kleidung fernhalten oder noch einmal darauf klicken.</translation>
    </message>
    <message>
        <source>No sticker stands out under one of the two clicks.</source>
        <translation>Unter einem der zwei Klicks hebt sich kein Aufkleber ab.</translation>
    </message>
    <message>
        <source>Click in the middle of each; if that fails, use a colour that nothing near the hips has.</source>
        <translation>Jeweils in die Mitte klicken; sonst eine Farbe nehmen, die nahe der Hüfte nichts hat.</translation>
    </message>
    <message>
        <source>The two stickers have different colours.</source>
        <translation>Die zwei Aufkleber haben verschiedene Farben.</translation>
    </message>
    <message>
        <source>Use two of one colour, and click on the stickers themselves.</source>
        <translation>Zwei von einer Farbe nehmen und auf die Aufkleber selbst klicken.</translation>
    </message>
    <message>
        <source>The sticker cannot be told from what is around it: clothes or wall have its colour.</source>
        <translation>Der Aufkleber ist von seiner Umgebung nicht zu unterscheiden: Kleidung oder Wand haben seine Farbe.</translation>
    </message>
    <message>
        <source>Use stickers of a colour that nothing near the hips has.</source>
        <translation>Aufkleber in einer Farbe nehmen, die nahe der Hüfte nichts hat.</translation>
    </message>
    <message>
        <source>Both stickers are on the same side of the body.</source>
        <translation>Beide Aufkleber sind auf derselben Körperseite.</translation>
    </message>
    <message>
        <source>Put one on each side of the spine (front view: of the navel), at the same height.</source>
        <translation>Je einen links und rechts der Wirbelsäule anbringen (von vorn: des Nabels), auf gleicher Höhe.</translation>
    </message>
    <message>
        <source>The two clicks are too close together.</source>
        <translation>Die zwei Klicks liegen zu nah beieinander.</translation>
    </message>
    <message>
        <source>Click once on each sticker; bring the camera closer if they are tiny.</source>
        <translation>Auf jeden Aufkleber einmal klicken; sind sie winzig, Kamera näher heran.</translation>
    </message>
    <message>
        <source>raw hip line: not validated</source>
        <translation>rohe Hüftlinie: nicht geprüft</translation>
    </message>
    <message>
        <source>camera roll not removed</source>
        <translation>Kameraneigung nicht herausgerechnet</translation>
    </message>
    <message>
        <source>Eyes forward. Pain: stop. Not a medical device.</source>
        <translation>Blick nach vorn. Bei Schmerzen: aufhören. Kein Medizinprodukt.</translation>
    </message>
    <message>
        <source>This link does not open anything. Scan the code that the computer shows now.</source>
        <translation>Dieser Link führt nirgendwohin. Den Code scannen, den der Computer jetzt zeigt.</translation>
    </message>
    <message>
        <source>This link was used already: one phone at a time. To use another phone, close the page on the first; the computer then shows a new code.</source>
        <translation>Dieser Link ist schon benutzt: immer nur ein Handy. Für ein anderes Handy die Seite auf dem ersten schließen; dann zeigt der Computer einen neuen Code.</translation>
    </message>
    <message>
        <source>Too many requests. Wait half a minute, then scan the code again.</source>
        <translation>Zu viele Anfragen. Eine halbe Minute warten, dann den Code noch einmal scannen.</translation>
    </message>
    <message>
        <source>Opening the door for the phone …</source>
        <translation>Der Zugang für das Handy wird geöffnet …</translation>
    </message>
    <message>
        <source>Scan the code with the phone's camera.</source>
        <translation>Den Code mit der Handykamera scannen.</translation>
    </message>
    <message>
        <source>The phone has opened the page: tap Start on it.</source>
        <translation>Das Handy hat die Seite geöffnet: dort auf Start tippen.</translation>
    </message>
    <message>
        <source>The phone sends no pictures: unlock it and keep the page open.</source>
        <translation>Das Handy schickt keine Bilder: entsperren und die Seite offen lassen.</translation>
    </message>
    <message>
        <source>The network changed: scan the new code.</source>
        <translation>Das Netz hat gewechselt: den neuen Code scannen.</translation>
    </message>
    <message>
        <source>The code for the phone is shown when the run begins.</source>
        <translation>Der Code für das Handy erscheint, wenn der Lauf beginnt.</translation>
    </message>
    <message>
        <source>1.  Put the phone into the same Wi-Fi as this computer.</source>
        <translation>1.  Das Handy ins selbe WLAN bringen wie diesen Computer.</translation>
    </message>
    <message>
        <source>2.  Scan the code with its camera and open the link.</source>
        <translation>2.  Den Code mit der Handykamera scannen und den Link öffnen.</translation>
    </message>
    <message>
        <source>3.  The browser warns that the connection is not private, because this computer made the certificate itself. Android: Advanced, then Proceed. iPhone: Show Details, then visit this website. In another network, or after some days, it asks again.</source>
        <translation>3.  Der Browser warnt, die Verbindung sei nicht privat: Dieser Computer hat das Zertifikat selbst ausgestellt. Android: Erweitert, dann Weiter. iPhone: Details einblenden, dann diese Website öffnen. In einem anderen Netz oder nach einigen Tagen fragt er wieder.</translation>
    </message>
    <message>
        <source>4.  Tap Start on the phone and allow the camera.</source>
        <translation>4.  Auf dem Handy auf Start tippen und die Kamera erlauben.</translation>
    </message>
</context></TS>
