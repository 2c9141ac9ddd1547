//! Films, people and sentences that were never there, but might have been.

use super::chance::Chance;
use std::fmt::Write as _;

const NOUNS: [&str; 64] = [
    "Lamp",
    "Harbour",
    "Orchard",
    "Ferry",
    "Winter",
    "Letter",
    "Station",
    "Garden",
    "Mirror",
    "River",
    "Bakery",
    "Signal",
    "Island",
    "Piano",
    "Border",
    "Staircase",
    "Night Train",
    "Switchboard",
    "Greenhouse",
    "Compass",
    "Umbrella",
    "Tide",
    "Window",
    "Clockmaker",
    "Passenger",
    "Stranger",
    "Widow",
    "Pilot",
    "Gardener",
    "Interpreter",
    "Lodger",
    "Courier",
    "Archivist",
    "Glacier",
    "Meadow",
    "Viaduct",
    "Carousel",
    "Cartographer",
    "Understudy",
    "Projectionist",
    "Ballroom",
    "Reservoir",
    "Telegram",
    "Violin",
    "Quarry",
    "Lighthouse",
    "Avalanche",
    "Caravan",
    "Witness",
    "Cellar",
    "Anthem",
    "Furnace",
    "Thaw",
    "Corridor",
    "Lantern",
    "Salt Road",
    "Timetable",
    "Cathedral",
    "Tailor",
    "Weathervane",
    "Elevator",
    "Hotel",
    "Aquarium",
    "Monsoon",
];
const ADJECTIVES: [&str; 48] = [
    "Quiet",
    "Last",
    "Second",
    "Borrowed",
    "Yellow",
    "Distant",
    "Small",
    "Broken",
    "Northern",
    "Unfinished",
    "Long",
    "Crooked",
    "Glass",
    "Hollow",
    "Patient",
    "Burning",
    "Slow",
    "Forgotten",
    "Silver",
    "Endless",
    "Bitter",
    "Early",
    "Hidden",
    "Empty",
    "Paper",
    "Blue",
    "Reluctant",
    "Foreign",
    "Twelfth",
    "Gentle",
    "Stolen",
    "Open",
    "Wandering",
    "Dry",
    "Midnight",
    "Velvet",
    "Invisible",
    "Iron",
    "Temporary",
    "Faithful",
    "Restless",
    "Sunken",
    "White",
    "Third",
    "Hungry",
    "Ordinary",
    "Western",
    "Secret",
];
const PLACES: [&str; 32] = [
    "Skerry Sound",
    "Lisbon",
    "the Third Floor",
    "Marrow Street",
    "Trieste",
    "Kiruna",
    "the Old Quarter",
    "Valparaíso",
    "Nowhere Bay",
    "Gdańsk",
    "the Empty House",
    "Odessa",
    "Tampere",
    "the Salt Flats",
    "Brno",
    "Thessaloniki",
    "Bergen",
    "the Upper Deck",
    "Montevideo",
    "Lake Orrin",
    "Aarhus",
    "Nagasaki",
    "the Far Side",
    "Santa Rosa",
    "Leith",
    "Palermo",
    "the Border",
    "Saint-Malo",
    "Ghent",
    "Dakar",
    "Hobart",
    "Ljubljana",
];
const FIRST_NAMES: [&str; 48] = [
    "Ada", "Marta", "Luis", "Inga", "Petter", "Kaja", "Tomáš", "Aiko", "Samuel", "Nadia", "Émile", "Rosa", "Jonas",
    "Leila", "Viktor", "Hanne", "Olu", "Beatriz", "Matteo", "Yun", "Clara", "Anders", "Fatou", "Iris", "Dmitri",
    "Greta", "Paolo", "Sunniva", "Theo", "Amara", "Henrik", "Lucía", "Kenji", "Vera", "Idris", "Maud", "Stefan",
    "Zofia", "Arjun", "Elin", "Bruno", "Noor", "Felix", "Salome", "Gideon", "Mirela", "Caspar", "Ines",
];
const LAST_NAMES: [&str; 64] = [
    "Fiore", "Osei", "Vega", "Oduya", "Sand", "Holm", "Berg", "Tanaka", "Weir", "Rahimi", "Laurent", "Duarte", "Lind",
    "Haddad", "Sokolov", "Aune", "Adeyemi", "Costa", "Bianchi", "Park", "Weiss", "Nygaard", "Diop", "Calder", "Petrov",
    "Möller", "Greco", "Strand", "Kowal", "Eze", "Solheim", "Ortega", "Mori", "Novák", "Bakr", "Fairley", "Ionescu",
    "Zając", "Mehta", "Lund", "Ferreira", "Aziz", "Brandt", "Kvaran", "Stone", "Popa", "Vos", "Marsh", "Aalto", "Bell",
    "Camara", "Dahl", "Esposito", "Farkas", "Gallo", "Hale", "Ibsen", "Jansen", "Kaplan", "Lowe", "Moreau", "Nakata",
    "Okafor", "Quist",
];
const COUNTRIES: [&str; 24] = [
    "Italy",
    "France",
    "Norway",
    "Japan",
    "United Kingdom",
    "United States",
    "Germany",
    "Portugal",
    "Senegal",
    "South Korea",
    "Poland",
    "Argentina",
    "Iran",
    "India",
    "Sweden",
    "Czechia",
    "Brazil",
    "Finland",
    "Mexico",
    "Romania",
    "Nigeria",
    "Iceland",
    "Spain",
    "Greece",
];
const PARTS: [&str; 24] = [
    "The inspector",
    "Old Maren",
    "The driver",
    "The sister",
    "A neighbour",
    "The pilot",
    "Doctor Hale",
    "The tailor",
    "The boy",
    "Mother",
    "The stationmaster",
    "Captain Ruiz",
    "The interpreter",
    "Edda",
    "The landlord",
    "A stranger",
    "The conductor",
    "Young Tomas",
    "The baker",
    "Irena",
    "The judge",
    "The understudy",
    "Mr Quist",
    "The twin",
];
const TAGS: [&str; 20] = [
    "sea",
    "trains",
    "quiet films",
    "debut",
    "black and white",
    "courtroom",
    "long takes",
    "documentary",
    "family",
    "winter",
    "comedy",
    "noir",
    "music",
    "war",
    "road films",
    "animation",
    "silent",
    "sequel",
    "festival",
    "heist",
];
const MEDIA: [&str; 6] = ["Cinema", "Blu-ray", "Television", "Stream", "DVD", "Film reel"];
const VENUES: [&str; 8] = [
    "The Rex, row four",
    "Harbour cinema",
    "The Orpheum",
    "",
    "",
    "A friend’s sofa",
    "The film club",
    "Open air, in the park",
];
const OPENINGS: [&str; 12] = [
    "The first {noun} of the film is also its best idea: {person} looks at it, and nobody speaks for a minute.",
    "I had remembered a {adjective} film about a {noun}, and what I found was funnier and harder than that.",
    "Everything here begins in {place}, where the light is {adjective} and the people are in no hurry.",
    "There is a scene with a {noun} in the second act that I would show to anybody who wants to make films.",
    "It takes half an hour to see what {person} is up to, and by then I would have followed anywhere.",
    "Nobody told me that this is a comedy, and for a while nobody had told the film either.",
    "The poster promises a {noun}. The film keeps that promise in its last four minutes.",
    "{person} plays the part as if the {noun} were listening, and after a while I believed that it was.",
    "What a patient piece of work this is, and how little it asks for.",
    "I saw it in a room with eleven people, and all of us laughed at the {noun}, each at another moment.",
    "On paper it is a story about {place}. On the screen it is a story about hands.",
    "The sound does more of the work than anything you see.",
];
const MIDDLES: [&str; 20] = [
    "The camera stays at the height of a table, so that every visitor seems too tall.",
    "When the {noun} comes back it means something else, and the film trusts us to notice.",
    "{person} has perhaps nine lines, and the longest of them is about soup.",
    "The middle hour could lose a scene or two, but I would not know which.",
    "It was made for very little money, and all of it went into the {noun}.",
    "The cut from {place} to the kitchen is the kind of joke that you get a day later.",
    "I do not quite believe the quarrel, though I believe the silence after it.",
    "There is almost no music; when it comes, it comes from a radio, and somebody turns it off.",
    "The ending is {adjective}, which is braver than either of the endings I had expected.",
    "Where other films would explain, this one opens a window.",
    "Some of it has aged: the {noun} looks like what it is, painted wood.",
    "The colours are those of an old postcard, and I mean that as praise.",
    "Two actors do the work of ten, and {person} does it without getting up.",
    "It has the good sense to leave {place} before we are tired of it.",
    "I kept thinking of the {noun} on the way home.",
    "The dialogue was made up on the day, they say, and I can hear both why and how.",
    "Nothing is wasted here, not even the weather.",
    "The second time, the plot matters less and the faces matter more.",
    "It is *not* the film that its admirers describe; it is stranger, and shorter.",
    "A lesser film would have shown us the {noun}. This one shows who looks at it.",
];
const VERDICTS: [&str; 10] = [
    "See it on the largest screen you can find.",
    "A {adjective} film about a {noun}, and nobody is more surprised than I am that it works.",
    "Not for everybody, and better for it.",
    "Worth it for the scene in {place} alone.",
    "I admired it more than I liked it, and I liked it quite a bit.",
    "One of the few that get better each time.",
    "It means well. It also goes on.",
    "The best film about a {noun} that I know, which is a longer list than you would think.",
    "Go on an evening when you have nothing else to do.",
    "I would give a great deal to see it again for the first time.",
];
const REMARKS: [&str; 20] = [
    "The scene with the {noun} is the one I always tell people about.",
    "Saw it last week and could not agree more.",
    "I walked out of this in my twenties. Perhaps I should give it another evening.",
    "You are kinder to the middle hour than I was.",
    "Is there a copy with decent subtitles anywhere?",
    "My father worked in {place} when they filmed it. The rain is real.",
    "Funny, I thought that the {noun} was the weakest part.",
    "Thank you, this has been on my list for years.",
    "The restored version is a different film. Colours I had never seen.",
    "I had to look up whether {person} really sang that. Yes.",
    "Have you seen the one that the same people made two years later?",
    "A perfect double bill with *The {adjective} {noun}*.",
    "That last line of yours is going to stay with me.",
    "We showed it at our film club, and half of the room wanted to see it again at once.",
    "I do not get the ending, and I have seen it three times.",
    "The book is worth reading too, though it has no {noun} in it.",
    "Agreed about the sound. I closed my eyes for a while.",
    "It is so much better in a cinema. At home I kept looking at the clock.",
    "Wait, there is a {noun} in it?",
    "You have convinced me. Tonight, then.",
];

/// A name of somebody in the credits: the same for the same number.
pub fn person(number: usize) -> String {
    let mut chance = Chance::new(number as u64 ^ 0x7065_7273_6f6e);
    let (first, last) = (chance.one(&FIRST_NAMES), chance.one(&LAST_NAMES));
    // Names that come up twice belong to two people, as they do elsewhere.
    if chance.percent(12) {
        let second = chance.one(&LAST_NAMES);
        format!("{first} {second}-{last}")
    } else {
        format!("{first} {last}")
    }
}

fn fill(chance: &mut Chance, template: &str) -> String {
    template
        .replace("{noun}", &chance.one(&NOUNS).to_lowercase())
        .replace("{adjective}", &chance.one(&ADJECTIVES).to_lowercase())
        .replace("{place}", chance.one(&PLACES))
        .replace("{person}", &{
            let number = chance.early(900);
            person(number)
        })
}

/// A title. There are some ten thousand.
pub fn title(chance: &mut Chance) -> String {
    let (noun, adjective, place) = (chance.one(&NOUNS), chance.one(&ADJECTIVES), chance.one(&PLACES));
    match chance.below(9) {
        0 | 1 => format!("The {adjective} {noun}"),
        2 => format!("The {noun} of {place}"),
        3 => format!("A {noun} in {place}"),
        4 => format!("{adjective} {noun}"),
        5 => format!("{noun} and {}", chance.one(&NOUNS)),
        6 => format!("{}’s {noun}", chance.one(&FIRST_NAMES)),
        7 => format!("{place}, {}", chance.between(1910, 1999)),
        _ => format!("The {noun} and the {adjective} {}", chance.one(&NOUNS)),
    }
}

/// What is known of a film, as it is typed.
pub fn facts(chance: &mut Chance) -> crate::domain::film::FilmInput {
    let director = chance.early(900);
    let mut cast = String::new();
    for _ in 0..chance.between(2, 6) {
        let actor = 400 + chance.early(2600);
        let note = if chance.percent(6) { " (voice)" } else { "" };
        let _ = writeln!(cast, "{} as {}{note}", person(actor), chance.one(&PARTS));
    }
    let mut countries = vec![chance.one(&COUNTRIES)];
    if chance.percent(25) {
        countries.push(chance.one(&COUNTRIES));
    }
    countries.dedup();
    crate::domain::film::FilmInput {
        runtime: chance.between(71, 168).to_string(),
        countries: countries.join(", "),
        directors: person(director),
        cast,
        ..crate::domain::film::FilmInput::default()
    }
}

/// A paragraph of so many sentences.
fn paragraph(chance: &mut Chance, first: bool, sentences: usize) -> String {
    let mut text = String::new();
    for n in 0..sentences {
        let pool: &[&str] = if first && n == 0 { &OPENINGS } else { &MIDDLES };
        let template = chance.one(pool);
        if n > 0 {
            text.push(' ');
        }
        text.push_str(&fill(chance, template));
    }
    text
}

/// What somebody thinks of a film: two to four paragraphs.
pub fn take(chance: &mut Chance) -> String {
    let paragraphs = chance.between(2, 4);
    let mut all = Vec::new();
    for n in 0..paragraphs {
        let sentences = chance.between(3, 6);
        all.push(paragraph(chance, n == 0, sentences));
    }
    all.join("\n\n")
}

/// What happens in it.
pub fn synopsis(chance: &mut Chance) -> String {
    let (who, place, noun) = (
        chance.one(&PARTS),
        chance.one(&PLACES),
        chance.one(&NOUNS).to_lowercase(),
    );
    let end = chance.one(&[
        "By spring, nobody remembers whose idea it was.",
        "Then a letter comes.",
        "The others pretend not to notice.",
        "It does not stay a secret for long.",
    ]);
    format!("{who} comes to {place} to sell a {noun} and stays for the winter. {end}")
}

/// One sentence, without giving anything away.
pub fn verdict(chance: &mut Chance) -> String {
    let template = chance.one(&VERDICTS);
    fill(chance, template)
}

/// A comment of one to three sentences.
pub fn remark(chance: &mut Chance) -> String {
    let many = chance.between(1, 3);
    let mut all = Vec::new();
    for _ in 0..many {
        let template = chance.one(&REMARKS);
        all.push(fill(chance, template));
    }
    all.dedup();
    all.join(" ")
}

/// A line from a film, and who says it.
pub fn line(chance: &mut Chance) -> (String, String) {
    let template = chance.one(&[
        "You do not keep the {noun}. The {noun} keeps you.",
        "In {place} we say that twice.",
        "I came for the {noun}. I stayed because nobody asked me to leave.",
        "Everybody is {adjective} until somebody counts.",
    ]);
    (fill(chance, template), chance.one(&PARTS).to_owned())
}

/// Something worth knowing, with its source.
pub fn trivia(chance: &mut Chance) -> (String, String) {
    let template = chance.one(&[
        "The {noun} was a real one, on loan for eleven nights.",
        "{person} did all of it without a rehearsal.",
        "The scenes in {place} were filmed in a car park.",
        "An earlier cut was forty minutes longer and had no {noun}.",
    ]);
    let source = chance.one(&[
        "A talk after the screening",
        "Notes of the harbour office",
        "The restorer’s diary",
    ]);
    (fill(chance, template), source.to_owned())
}

/// One to three tags.
pub fn tags(chance: &mut Chance) -> Vec<String> {
    let many = chance.between(1, 3);
    let mut tags: Vec<String> = (0..many).map(|_| chance.one(&TAGS).to_owned()).collect();
    tags.sort();
    tags.dedup();
    tags
}

/// How a film was seen, and where.
pub fn seat(chance: &mut Chance) -> (String, String) {
    (chance.one(&MEDIA).to_owned(), chance.one(&VENUES).to_owned())
}

/// A handle and a name for somebody of another server.
pub fn guest(number: usize) -> (String, String) {
    let name = person(number + 5000);
    let handle = crate::domain::text::keys::slugify(&name).replace('-', "_");
    (format!("{handle}{number}"), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled_in_and_fall_the_same_way_each_time() {
        let all = |seed| {
            let mut chance = Chance::new(seed);
            let mut words = String::new();
            for _ in 0..200 {
                for text in [
                    title(&mut chance),
                    take(&mut chance),
                    synopsis(&mut chance),
                    verdict(&mut chance),
                ] {
                    words.push_str(&text);
                }
                words.push_str(&remark(&mut chance));
                words.push_str(&line(&mut chance).0);
                words.push_str(&trivia(&mut chance).0);
            }
            words
        };
        assert_eq!(all(1), all(1));
        assert_ne!(all(1), all(2));
        assert!(!all(1).contains(['{', '}']));
    }

    #[test]
    fn there_are_titles_enough() {
        let mut chance = Chance::new(3);
        let titles: std::collections::HashSet<String> = (0..20_000).map(|_| title(&mut chance)).collect();
        assert!(titles.len() > 7_000, "{}", titles.len());
    }

    #[test]
    fn what_is_typed_of_a_film_passes_the_check_of_the_form() {
        let mut chance = Chance::new(5);
        for _ in 0..300 {
            assert!(facts(&mut chance).check().is_ok());
        }
    }
}
