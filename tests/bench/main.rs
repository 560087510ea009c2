//! Each stage on fixed inputs, so that a maintainer sees which one a change slowed: `cargo bench`, or `cargo bench align` for
//! some. The median is the figure to compare.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark fails by panicking, as a test does"
)]

mod corpus;

use corpus::{Edit, HEAVY, LIGHT};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use storydiff::report::{Status, wire};
use storydiff::{Document, Options, Pair, Segmentation, Source, Span, align, claim, edit, input, render};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [6_000, 100_000, 1_000_000];

fn documents(texts: &Pair<String>) -> Pair<Document> {
    let read = |text: &String| Document::new(text.as_str(), Source::default(), Segmentation::Auto, None);
    texts.as_ref().map(read)
}

fn bytes(texts: &Pair<String>) -> BytesCount {
    BytesCount::new(texts.a.len() + texts.b.len())
}

mod decoding {
    use super::{Bencher, BytesCount, LIGHT, black_box, corpus, input};

    fn decode(bencher: Bencher, bytes: &[u8]) {
        bencher
            .counter(BytesCount::new(bytes.len()))
            .with_inputs(|| bytes.to_vec())
            .bench_values(|bytes| input::Decoded::new("a.txt", black_box(bytes)).unwrap());
    }

    #[divan::bench]
    fn utf_8(bencher: Bencher) {
        decode(bencher, corpus::versions(100_000, LIGHT).a.as_bytes());
    }

    #[divan::bench]
    fn utf_16(bencher: Bencher) {
        let text = corpus::versions(100_000, LIGHT).a;
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        decode(bencher, &units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    }

    #[divan::bench]
    fn a_legacy_encoding(bencher: Bencher) {
        // Windows-1252 has these quotation marks at 0x93 and 0x94; the rest is ASCII.
        let byte = |c: char| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => c as u8,
        };
        decode(bencher, &corpus::versions(100_000, LIGHT).a.chars().map(byte).collect::<Vec<u8>>());
    }
}

mod segmentation {
    use super::{Bencher, BytesCount, Document, LIGHT, SIZES, Segmentation, Source, black_box, corpus};

    fn segment(bencher: Bencher, text: &str) {
        bencher
            .counter(BytesCount::new(text.len()))
            .bench(|| Document::new(black_box(text), Source::default(), Segmentation::Auto, None));
    }

    #[divan::bench(args = SIZES)]
    fn english(bencher: Bencher, size: usize) {
        segment(bencher, &corpus::versions(size, LIGHT).a);
    }

    #[divan::bench]
    fn chinese(bencher: Bencher) {
        segment(bencher, include_str!("../../samples/chinese/a.txt"));
    }
}

mod alignment {
    use super::{Bencher, Edit, HEAVY, LIGHT, SIZES, align, black_box, bytes, corpus, documents};

    fn align(bencher: Bencher, size: usize, edit: Edit) {
        let texts = corpus::versions(size, edit);
        let documents = documents(&texts);
        bencher.counter(bytes(&texts)).bench(|| align::align(black_box(documents.as_ref()), align::Options::default()));
    }

    #[divan::bench(args = SIZES)]
    fn light(bencher: Bencher, size: usize) {
        align(bencher, size, LIGHT);
    }

    #[divan::bench(args = SIZES)]
    fn heavy(bencher: Bencher, size: usize) {
        align(bencher, size, HEAVY);
    }
}

mod words {
    use super::{Bencher, HEAVY, Options, Pair, Span, Status, black_box, claim, corpus, documents, edit};

    #[divan::bench(args = [25, 1_000, 30_000])]
    fn edits(bencher: Bencher, length: usize) {
        let documents = documents(&corpus::reworded_sentence(length));
        let spans = documents.as_ref().map(|d| Span::new(0, d.text().len()));
        bencher.bench(|| edit::script(black_box(documents.as_ref()), spans));
    }

    /// All reworded sentences of an article.
    #[divan::bench]
    fn claims(bencher: Bencher) {
        let documents = documents(&corpus::versions(6_000, HEAVY));
        let report = storydiff::compare(documents.as_ref(), Options::default());
        let reworded = report.sentences.iter().filter(|link| link.status == Status::Reworded);
        let spans: Vec<Pair<Span>> = reworded.map(|link| link.spans).collect();
        bencher.bench(|| {
            let changes = |spans: &Pair<Span>| claim::changes(documents.as_ref(), *spans).len();
            black_box(&spans).iter().map(changes).sum::<usize>()
        });
    }
}

mod output {
    use super::{Bencher, HEAVY, Options, black_box, corpus, documents, render, wire};

    #[divan::bench(args = [6_000, 100_000])]
    fn json(bencher: Bencher, size: usize) {
        let documents = documents(&corpus::versions(size, HEAVY));
        let report = storydiff::compare(documents.as_ref(), Options::default());
        bencher.bench(|| {
            let mut out = Vec::new();
            wire::write(black_box(&report), wire::Options::default(), &mut out).map(|()| out)
        });
    }

    #[divan::bench(args = [6_000, 100_000])]
    fn terminal(bencher: Bencher, size: usize) {
        let documents = documents(&corpus::versions(size, HEAVY));
        let report = storydiff::compare(documents.as_ref(), Options::default());
        let options = render::terminal::Options::default();
        bencher.bench(|| {
            let mut out = Vec::new();
            render::terminal::write(black_box(&report), &options, &mut out).map(|()| out)
        });
    }
}

/// From bytes to JSON, as `compare --format json` does it.
mod whole {
    use super::{Bencher, Edit, HEAVY, LIGHT, Options, SIZES, black_box, bytes, corpus, input, wire};

    fn compare(bencher: Bencher, size: usize, edit: Edit) {
        let texts = corpus::versions(size, edit);
        bencher.counter(bytes(&texts)).bench(|| {
            let decoded =
                texts.as_ref().map(|text| input::Decoded::new("a.txt", black_box(text).as_bytes().to_vec()).unwrap());
            let documents = input::pair(decoded, input::Options::default());
            let report = storydiff::compare(documents.as_ref(), Options::default());
            let mut out = Vec::new();
            wire::write(&report, wire::Options::default(), &mut out).map(|()| out)
        });
    }

    #[divan::bench(args = SIZES)]
    fn light(bencher: Bencher, size: usize) {
        compare(bencher, size, LIGHT);
    }

    #[divan::bench(args = SIZES)]
    fn heavy(bencher: Bencher, size: usize) {
        compare(bencher, size, HEAVY);
    }
}
