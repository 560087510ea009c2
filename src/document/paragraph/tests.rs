use super::*;

#[test]
fn nothing_gives_nothing() {
    assert_eq!(blocks("", Segmentation::Auto), vec![]);
    assert_eq!(blocks(" \n\t\r\n", Segmentation::Lines), vec![]);
}

#[test]
fn only_blank_lines_break_where_lines_are_sentences() {
    let found = blocks("One.\nTwo.\n\n- Three.\n- Four.\n", Segmentation::Lines);
    assert_eq!(found.iter().map(|b| b.line).collect::<Vec<_>>(), vec![1, 4]);
}
