use super::*;

#[test]
fn short_news_in_many_languages() {
    for (code, text) in [
        ("en", "Port Ellery closes harbor bridge after inspectors find cracks in two cables"),
        ("en", "Fire killed 17 people on Monday."),
        ("en", "The council said it had not been told."),
        ("de", "Hafenrat sperrt die Nordmole für den Rest der Saison"),
        ("de", "Der Bürgermeister wies die Kritik zurück."),
        ("fr", "Le conseil du port ferme la jetée nord"),
        ("fr", "Les habitants de l’île sont inquiets."),
        ("es", "El consejo del puerto cierra el muelle norte"),
        ("es", "Los vecinos están preocupados por el cierre."),
        ("pt", "Conselho do porto fecha o cais norte até o fim da temporada"),
        ("pt", "Os moradores da ilha estão preocupados."),
        ("it", "Il consiglio del porto chiude il molo nord"),
        ("it", "Gli abitanti dell’isola sono preoccupati."),
        ("nl", "De havenraad sluit de noordpier tot het einde van het seizoen"),
        ("nl", "De bewoners van het eiland maken zich zorgen."),
        ("sv", "Hamnstyrelsen stänger den norra piren och inte den södra."),
        ("da", "Havnerådet lukker den nordlige mole efter fund af pæleorm."),
        ("ru", "Совет порта закрыл северный пирс до конца сезона"),
        ("ru", "Мост закрыт"),
        ("uk", "Рада порту закрила північний пірс до кінця сезону"),
        ("zh", "港务局关闭北码头"),
        ("ja", "港湾委員会は北埠頭を閉鎖することを決めた。"),
        ("ko", "항만위원회는 북쪽 부두를 닫기로 결정했다."),
        ("th", "คณะกรรมการท่าเรือปิดท่าเรือเหนือ"),
        ("el", "Το λιμάνι έκλεισε την Πέμπτη"),
        ("und", ""),
        ("und", "1998 – 2024"),
    ] {
        assert_eq!(Language::detect(text).code(), code, "{text}");
    }
}

#[test]
fn furniture_does_not_hide_the_language() {
    let text = "Home > News > World\nBy Jean-Baptiste de la Salle\n".repeat(40)
        + &"Der Rat hat die Mole gesperrt. ".repeat(600);
    assert_eq!(Language::detect(&text).code(), "de");
}

#[test]
fn names_in_another_script_do_not_decide() {
    assert_eq!(Language::detect("The Wexcombe museum (威克斯科姆博物馆) will open in May, it said.").code(), "en");
    assert_eq!(Language::detect("威克斯科姆博物馆（Wexcombe Museum）将于五月开放。").code(), "zh");
}

#[test]
fn a_side_too_short_to_tell_is_read_like_the_other() {
    let codes = |a, b| Language::detect_pair(Pair::new(a, b)).map(Language::code).into_tuple();
    let german = "Die Brücke ist seit Donnerstag für den Verkehr gesperrt, teilte die Stadt mit.";
    assert_eq!(codes("Brücke gesperrt", german), ("de", "de"));
    assert_eq!(codes(german, "Port Ellery"), ("de", "de"));
    assert_eq!(codes(german, ""), ("de", "de"));
    assert_eq!(codes(german, "The bridge was closed to all traffic on Thursday, the city said."), ("de", "en"));
    assert_eq!(codes(german, "大桥星期四关闭。"), ("de", "zh"));
    assert_eq!(codes("港湾委員会", "港湾委員会は北埠頭を閉鎖することを決めた。"), ("ja", "ja"));
}
