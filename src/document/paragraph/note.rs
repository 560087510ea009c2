//! What stands below an article: who else worked on it, corrections, contacts. Imports nothing of the crate.

/// How a note begins, wherever in the article it stands. Matched without regard to case in ASCII.
#[rustfmt::skip] // a table reads better packed
const OPENERS: &[&str] = &[
    // English
    "Correction:", "Corrections:", "Correction (", "Correction —", "Correction -", "Clarification:", "Editor's note",
    "Editors' note", "Editor’s note", "Editors’ note", "Reporting by ", "Additional reporting by ", "Writing by ",
    "Editing by ", "Compiled by ", "With assistance from ", "With reporting by ", "This article was ",
    "This story was ", "This article has been ", "This story has been ", "This report was ",
    "An earlier version of this ", "A previous version of this ", "Our Standards:", "Copyright ", "©",
    "All rights reserved",
    // German
    "Korrektur:", "Anmerkung der Redaktion", "Hinweis der Redaktion", "Anm. d. Red.", "In einer früheren Version",
    "In einer früheren Fassung", "Mitarbeit:", "Redaktion:", "Transparenzhinweis", "Mit Material von ",
    // French
    "Correction :", "Rectificatif", "Erratum", "Note de la rédaction", "NDLR", "(Avec AFP", "(Reportage ",
    "Avec la contribution de ", "Une version précédente de ", "Une version antérieure de ", "Cet article a été ",
    // Spanish
    "Corrección:", "Fe de errores", "Fe de erratas", "Nota de la redacción", "Nota del editor", "Con información de ",
    "Reporte de ", "Editado por ", "Reporte adicional de ", "Una versión anterior de ",
    // Portuguese
    "Correção:", "Errata:", "Erramos:", "Nota da redação", "Nota do editor", "Com informações d", "Reportagem de ",
    "Edição de ", "Uma versão anterior d",
    // Italian
    "Correzione:", "Rettifica:", "Errata corrige", "Nota della redazione", "Con la collaborazione di ",
    "Hanno collaborato ", "Ha collaborato ", "Una versione precedente di ", "Riproduzione riservata",
    // Dutch
    "Correctie:", "Rectificatie", "Noot van de redactie", "Naschrift van de redactie", "Met medewerking van ",
    "In een eerdere versie van ",
    // Russian
    "Исправление:", "Поправка:", "Примечание редакции", "От редакции", "Уточнение:", "Подготовил", "При участии ",
    "В более ранней версии ", "В предыдущей версии ",
    // Chinese
    "更正：", "更正:", "编者按", "编者注", "编辑：", "责任编辑", "责编", "参与采写", "勘误", "（完）", "来源：",
    // Japanese
    "訂正：", "訂正:", "【訂正】", "お断り", "おことわり", "編集部注", "編集・", "取材協力", "無断転載",
];

/// What a closing paragraph says that gives contacts, sources or rights; in small letters.
#[rustfmt::skip] // a table reads better packed
const CLOSING: &[&str] = &[
    "contributed to this report", "contributed to this story", "contributed to this article", "contributed reporting",
    "can be reached at", "can be reached on", "can be contacted at", "contact the newsroom", "contact us",
    "sign up for", "subscribe to", "follow us on", "on twitter", "read more:", "related:", "see also:", "sources:",
    "source:", "photo:", "photos:", "all rights reserved", "kontakt:", "quelle:", "quellen:", "foto:",
    "lesen sie auch", "lire aussi", "sources :", "source :", "photo :", "contact :", "lea también", "fuente:",
    "fuentes:", "contacto:", "leia também", "fonte:", "fontes:", "contato:", "leggi anche", "fonti:", "contatti:",
    "lees ook", "bron:", "bronnen:", "читайте также", "источник:", "контакты:", "联系", "图片来源", "お問い合わせ",
];

/// The brackets and dashes a note may open with.
fn unwrapped(text: &str) -> &str {
    text.trim_start_matches(['(', '[', '（', '【', '—', '–', '-', '*', '_', ' '])
}

/// Whether a text begins as notes do and nothing else does.
pub(super) fn opens(text: &str) -> bool {
    let bare = unwrapped(text);
    let is_wrapped = bare.len() < text.len();
    OPENERS.iter().any(|&opener| starts_with(text, opener) || is_wrapped && starts_with(bare, opener))
}

fn starts_with(text: &str, opener: &str) -> bool {
    // Most differ in the first byte.
    let first = |text: &str| text.bytes().next().map(|b| b.to_ascii_lowercase());
    first(text) == first(opener) && text.get(..opener.len()).is_some_and(|start| start.eq_ignore_ascii_case(opener))
}

/// A contact or a list of sources is not longer, in bytes.
const LONGEST_CLOSING: usize = 600;

/// Whether a paragraph that nothing but notes follows is a note.
pub(super) fn closes(text: &str) -> bool {
    if opens(text) {
        return true;
    }
    if text.len() > LONGEST_CLOSING {
        return false;
    }
    let small = text.to_lowercase();
    CLOSING.iter().any(|phrase| small.contains(phrase)) || text.split_whitespace().any(is_address)
}

/// An e-mail address or a handle: `news@example.org`, `@example`.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    match word.split_once('@') {
        Some(("", handle)) => handle.len() > 2,
        Some((_, host)) => host.contains('.'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_in_nine_languages() {
        for line in [
            "Correction: An earlier version misstated the year.",
            "CORRECTION: The bridge opened in 1974.",
            "(Reporting by Jane Doe; Editing by John Roe)",
            "—With assistance from John Roe",
            "Editor’s note: This story has been updated.",
            "Anmerkung der Redaktion: Der Text wurde ergänzt.",
            "Note de la rédaction : une version précédente…",
            "Fe de errores: el puente abrió en 1974.",
            "Nota da redação: o texto foi corrigido.",
            "Errata corrige: il ponte fu aperto nel 1974.",
            "Rectificatie: de brug is in 1974 geopend.",
            "Поправка: мост открыли в 1974 году.",
            "（责任编辑：林书岚）",
            "【訂正】橋の開通は1974年でした。",
        ] {
            assert!(opens(line), "{line}");
        }
        assert!(closes("The newsroom can be reached at news@ellerycourier.example or 555-0142."));
        assert!(closes("Tom Asher contributed reporting."));
    }

    #[test]
    fn articles_go_on() {
        for line in ["The correction was made.", "Reporting on the war is hard.", "He paid $5 @ the door.", ""] {
            assert!(!closes(line), "{line}");
        }
    }
}
