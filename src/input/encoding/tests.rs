use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use super::*;

const GERMAN: &str =
    "Der Fährbetrieb über die Große Förde wird eingestellt, weil die Brücke für Fußgänger gesperrt ist.\r\n";
const FRENCH: &str =
    "Le conseil a décidé de fermer la jetée jusqu’à la fin de l’été, a déclaré le maire à la presse.\n";
const POLISH: &str =
    "Rada portu zdecydowała o zamknięciu północnego mola, ponieważ pale są podziurawione. Łodzie muszą odpłynąć.\n";
const RUSSIAN: &str = "Совет порта во вторник вечером решил закрыть северный пирс до конца сезона.\n";
const CHINESE: &str =
    "港务局星期二晚上决定，将北码头关闭到本季结束。潜水员此前发现，码头的十一根木桩被船蛆蛀去了一半以上。\n";
const TAIWANESE: &str =
    "港務局星期二晚上決定，將北碼頭關閉到本季結束。潛水員此前發現，碼頭的十一根木樁被船蛆蛀去了一半以上。\n";
const JAPANESE: &str =
    "港湾委員会は火曜日の夜、北埠頭を今季の終わりまで閉鎖することを決めた。修理には三年かかる見込みだ。\n";
const KOREAN: &str = "항만위원회는 화요일 밤 북쪽 부두를 이번 시즌이 끝날 때까지 닫기로 결정했다.\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn utf8_is_taken_as_it_is() {
    for text in ["", "plain", GERMAN, CHINESE, "a\u{1b}[31mred", "\u{feff}\u{feff}x"] {
        let (decoded, name) = decode(text.as_bytes().to_vec()).unwrap();
        assert_eq!((&*decoded, name), (text.strip_prefix('\u{feff}').unwrap_or(text), "UTF-8"));
    }
}

#[test]
fn a_large_utf8_text_is_not_copied() {
    let bytes = GERMAN.repeat(10).into_bytes();
    let before = bytes.as_ptr();
    let (text, _) = decode(bytes).unwrap();
    assert_eq!(text.as_ptr(), before);
    let (text, _) = decode(GERMAN.as_bytes()).unwrap();
    assert_eq!(text.as_ptr(), GERMAN.as_ptr());
}

#[test]
fn byte_order_marks_are_read_and_dropped() {
    let little = [vec![0xFF, 0xFE], utf16(GERMAN, u16::to_le_bytes)].concat();
    let big = [vec![0xFE, 0xFF], utf16(CHINESE, u16::to_be_bytes)].concat();
    assert_eq!(decode(little), Ok((GERMAN.into(), "UTF-16LE")));
    assert_eq!(decode(big), Ok((CHINESE.into(), "UTF-16BE")));
    assert_eq!(decode(vec![0xEF, 0xBB, 0xBF, b'x']), Ok(("x".into(), "UTF-8")));
    assert_eq!(decode(&[0xEF, 0xBB, 0xBF, b'x'][..]), Ok(("x".into(), "UTF-8")));
    assert_eq!(decode(vec![0xEF, 0xBB, 0xBF, b'x', 0xFF]), Ok(("x\u{fffd}".into(), "UTF-8")));
}

#[test]
fn utf16_needs_no_mark_in_any_script() {
    for text in ["Tide", "Low tide\n", GERMAN, FRENCH, POLISH, RUSSIAN, CHINESE, TAIWANESE, JAPANESE, KOREAN] {
        assert_eq!(decode(utf16(text, u16::to_le_bytes)), Ok((text.into(), "UTF-16LE")), "{text}");
        assert_eq!(decode(utf16(text, u16::to_be_bytes)), Ok((text.into(), "UTF-16BE")), "{text}");
    }
}

#[test]
fn legacy_encodings_are_told_apart() {
    for (text, encoding, name) in [
        (GERMAN, WINDOWS_1252, "windows-1252"),
        (FRENCH, WINDOWS_1252, "windows-1252"),
        ("He said it was “a good day” – or so.\n", WINDOWS_1252, "windows-1252"),
        (POLISH, WINDOWS_1250, "windows-1250"),
        (RUSSIAN, WINDOWS_1251, "windows-1251"),
        (RUSSIAN, KOI8_R, "KOI8-U"),
        (CHINESE, GB18030, "GBK"),
        (TAIWANESE, BIG5, "Big5"),
        (JAPANESE, SHIFT_JIS, "Shift_JIS"),
        (JAPANESE, EUC_JP, "EUC-JP"),
        (JAPANESE, ISO_2022_JP, "ISO-2022-JP"),
        (KOREAN, EUC_KR, "EUC-KR"),
    ] {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{name}");
        assert_eq!(decode(bytes.into_owned()), Ok((text.into(), name)));
    }
}

#[test]
fn legacy_letters_may_come_late() {
    let text = "Plain words and nothing else.\n".repeat(20_000) + GERMAN;
    let (bytes, ..) = WINDOWS_1252.encode(&text);
    assert_eq!(decode(bytes.into_owned()), Ok((text.into(), "windows-1252")));
}

#[test]
fn utf8_with_a_broken_place_stays_utf8() {
    let mut bytes = CHINESE.as_bytes().to_vec();
    bytes.truncate(bytes.len() - 2);
    let (text, name) = decode(bytes).unwrap();
    assert_eq!(name, "UTF-8");
    assert!(text.ends_with("一半以上\u{fffd}"));
}

#[test]
fn binary_is_refused_with_the_place() {
    let image = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    assert_eq!(decode(image), Err(Error::Binary { offset: 8 }));
    let numbers: Vec<u8> = (0..2_000_u32).flat_map(u32::to_le_bytes).collect();
    assert_eq!(decode(numbers), Err(Error::Binary { offset: 0 }));
    assert_eq!(decode(b"abc\0def".to_vec()), Err(Error::Binary { offset: 3 }));
}

#[test]
fn a_nul_beyond_the_window_is_text() {
    let mut bytes = vec![b'a'; BINARY_WINDOW];
    bytes.push(0);
    assert_eq!(decode(bytes).map(|(_, name)| name), Ok("UTF-8"));
}
