#!/usr/bin/env python3
"""Fits the weights of the alignment and prints src/align/weights.rs; reports how well they carry over.

usage: fit.py FEATURES_BINARY CORPUS.jsonl... > src/align/weights.rs        (figures go to standard error)

FEATURES_BINARY is `cargo build --release --example features`: the features are computed by the code that ships. A corpus line
is {"id", "a": {"paragraphs": [["sentence", …], …]}, "b": {…}, "gold": [[i, j], …]} with sentence indices over the document.
Needs numpy. Deterministic: the same corpora give the same weights.

What it fits. Three logistic regressions (ridge), one a pass; a pass sees what the one before believed. Every corpus weighs the
same whatever its size. Beside every corpus stands a *noisy* copy of it: sentences dropped, words of one side replaced by words of
other documents of the same corpus. It is worth .03 of F1 where a corpus is left out altogether: without it the weights
learn how parallel the corpora at hand happen to be. Corpora named in RETOLD get no copy: their gold is hard enough as it is.

What it reports, at the threshold that ships: the fit; five folds by document (all versions of one document in one fold);
leave one family of corpora out; and a reliability table of the folds.
"""
import collections, json, os, pathlib, random, re, subprocess, sys, tempfile, zlib
import numpy as np

RETOLD = ("aesop",)          # no noisy copy
NOISY_WEIGHT = .7            # of a noisy copy beside its corpus
RIDGE = 1.
FOLDS = 5
LEAST, MOST, FEW, MANY, REST = .3, .8, .25, .35, .15   # see threshold(); chosen on the folds, the corpora left out, and tests/data/alignment

def sentences(side): return [s for p in side["paragraphs"] for s in p]
def plain(s): return " ".join(re.findall(r"\w+", s.lower()))
def family(corpus): return re.split(r"[_.-]", corpus)[0]
def document(record, corpus):
    """What all versions of one document share, so that they stay in one fold."""
    return family(corpus) + re.sub(r"-(\dto\d|ori_nat|nat_str)$", "", record["id"])

# ---- noisy copies

def drop(record, share, rng):
    kept = {}
    out = {"id": record["id"]}
    for side in "ab":
        n = len(sentences(record[side]))
        live = [True] * n
        while n - sum(live) < int(n * share[side]):
            start = rng.randrange(n)
            for k in range(start, min(n, start + rng.choice([1, 1, 2, 3]))): live[k] = False
        if not any(live): live[0] = True
        at, kept[side], paragraphs = 0, {}, []
        for paragraph in record[side]["paragraphs"]:
            left = []
            for sentence in paragraph:
                if live[at]: kept[side][at] = len(kept[side]); left.append(sentence)
                at += 1
            if left: paragraphs.append(left)
        out[side] = {"paragraphs": paragraphs}
    out["gold"] = [[kept["a"][i], kept["b"][j]] for i, j in record["gold"] if i in kept["a"] and j in kept["b"]]
    return out

def reword(sentence, pool, rate, seed, rng):
    """Replaces words; a word mostly meets the same fate wherever it stands, names and numbers survive twice as often."""
    def one(match):
        word = match.group(0)
        name = word[:1].isupper() or word[:1].isdigit()
        odds = rate * (.5 if name else 1)
        if zlib.crc32(f"{seed}{word.lower()}".encode()) % 1000 / 1000 >= odds * .7 and rng.random() >= odds * .4: return word
        new, fate = rng.choice(pool), rng.random()
        if fate < .15: return ""
        if fate < .3: new += " " + rng.choice(pool)
        return new.capitalize() if name else new.lower()
    return re.sub(r"\w+", one, sentence)

def noisy(records, rng):
    pool = [w for r in records for s in sentences(r["a"]) for w in re.findall(r"\w+", s)]
    out = []
    for r in records:
        a, b = rng.choice([(0, .6), (0, .4), (.2, .5), (.4, .4), (0, .2), (.3, 0)])
        x = drop(r, {"a": a, "b": b}, rng)
        rate = rng.choice([.35, .5, .65, .8])
        x["b"] = {"paragraphs": [[reword(s, pool, rate, r["id"], rng) for s in p] for p in x["b"]["paragraphs"]]}
        if rng.random() < .5: x["a"], x["b"], x["gold"] = x["b"], x["a"], [[j, i] for i, j in x["gold"]]
        out.append(x)
    return out

# ---- features

class Doc: pass

def read(record, corpus, is_noisy):
    d = Doc()
    d.record, d.corpus, d.noisy, d.key = record, corpus, is_noisy, document(record, corpus)
    A, B = ([plain(s) for s in sentences(record[side])] for side in "ab")
    d.gold = {tuple(g) for g in record["gold"]}
    d.counts, d.live = (len(A), len(B)), [sum(1 for s in sentences(record[side]) if s.split()) for side in "ab"]
    d.same = lambda i, j: A[i] == B[j]
    return d

def features(binary, docs, passes, tmp):
    """Sets cells and x of every document to the features of the next pass."""
    (tmp / "passes.json").write_text(json.dumps(passes))
    (tmp / "in.jsonl").write_text("".join(json.dumps({"a": d.record["a"], "b": d.record["b"]}) + "\n" for d in docs))
    with open(tmp / "in.jsonl", "rb") as source:
        got = subprocess.run([binary, str(tmp / "passes.json")], stdin=source, stdout=subprocess.PIPE, check=True).stdout
    at = 0
    for d in docs:
        end = got.index(b"\n", at)
        head = json.loads(got[at:end]); at = end + 1
        n, k = head["cells"], head["features"]
        d.cells = np.frombuffer(got, "<u4", 2 * n, at).reshape(n, 2); at += 8 * n
        d.settled = np.frombuffer(got, np.uint8, n, at).astype(bool); at += n
        d.x = np.frombuffer(got, "<f4", n * k, at).reshape(n, k).astype(float); at += 4 * n * k
        d.kept, names = head["kept"], head["names"]
        d.y = np.array([(i, j) in d.gold for i, j in d.cells.tolist()], bool)
    return names

# ---- regression

def regress(x, y, w):
    w = w / w.mean(); mean, sd = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / sd, np.ones((len(x), 1))]); y = y.astype(float)
    ridge = np.full(z.shape[1], 1 / RIDGE); ridge[-1] = 0
    loss = lambda b: (lambda t: (w * (np.logaddexp(0, t) - y * t)).sum() + .5 * (ridge * b * b).sum())(z @ b)
    b = np.zeros(z.shape[1]); b[-1] = -3; best = loss(b)
    for _ in range(60):
        p = 1 / (1 + np.exp(-(z @ b))); h = np.maximum(w * p * (1 - p), 1e-12)
        step = np.linalg.solve((z * h[:, None]).T @ z + np.diag(ridge), z.T @ (w * (p - y)) + ridge * b)
        size = 1.
        while (now := loss(b - size * step)) > best + 1e-9 and size > 1e-4: size /= 2
        b = b - size * step; done = best - now < 1e-7 * abs(best); best = now
        if done: break
    c = b[:-1] / sd
    return np.append(c, b[-1] - (c * mean).sum())

def weight(docs):
    cells = collections.Counter()
    for d in docs: cells[d.corpus, d.noisy] += (~d.settled).sum()
    return np.concatenate([np.full((~d.settled).sum(), (NOISY_WEIGHT if d.noisy else 1) / cells[d.corpus, d.noisy]) for d in docs])

PASSES = 3
SETTLED = .9999      # score::SETTLED: what stands unchanged in its place is not weighed
def fit(binary, docs, train, tmp):
    """Weights of all passes from the documents in train; sets p of every document in docs."""
    passes = []
    for _ in range(PASSES):
        names = features(binary, docs, passes, tmp)
        x, y = (np.concatenate([getattr(d, k)[~d.settled] for d in train]) for k in "xy")
        passes.append(regress(x, y, weight(train)).tolist())
    for d in docs: d.p = np.where(d.settled, SETTLED, 1 / (1 + np.exp(-(d.x @ np.array(passes[-1][:-1]) + passes[-1][-1]))))
    return passes, names

# ---- figures

def prf(hit, said, gold):
    p = hit / said if said else 0.; r = hit / gold if gold else 0.
    return p, r, 2 * p * r / (p + r) if p + r else 0.

def threshold(d, p):
    """LEAST to MOST by the share of kept sentences, as far as some sentences of either side stand alone."""
    covered = 1.
    for side in (0, 1):
        best = np.zeros(d.counts[side]); np.maximum.at(best, d.cells[:, side], p); covered = min(covered, best.sum() / max(1, d.live[side]))
    return LEAST + (MOST - LEAST) * min(1., max(0., (d.kept - FEW) / (MANY - FEW))) * min(1., (1 - covered) / REST)

def figures(name, found):
    """found: (document, probabilities); prints precision, recall, F1, NI (without pairs of identical words) and the best F1
    that any one threshold gives."""
    total = []
    for corpus in sorted({d.corpus for d, _ in found}):
        n, ni, ps, ys = [0, 0, 0], [0, 0, 0], [], []
        for d, p in found:
            if d.corpus != corpus or d.noisy: continue
            least = threshold(d, p)
            said = {tuple(c) for c, q in zip(d.cells.tolist(), p) if q >= least}
            changed = lambda s: {(i, j) for i, j in s if not d.same(i, j)}
            for t, g, s in ((n, d.gold, said), (ni, changed(d.gold), changed(said))):
                t[0] += len(g & s); t[1] += len(s); t[2] += len(g)
            ps.append(p); ys.append(d.y)
        ps, ys = np.concatenate(ps), np.concatenate(ys)
        order = np.argsort(-ps); hits = ys[order].cumsum(); f = 2 * hits / (np.arange(1, len(ps) + 1) + n[2])
        p, r, f1 = prf(*n); total.append(f1)
        print(f"{name:6}{corpus:24}P {p:.3f} R {r:.3f} F1 {f1:.3f} NI {prf(*ni)[2]:.3f}   best {f.max():.3f} at {ps[order][f.argmax()]:.2f}", file=sys.stderr)
    print(f"{name:6}{'mean':24}F1 {np.mean(total):.4f}", file=sys.stderr, flush=True)

# ---- confidence

def decided(found):
    """(log odds, right, weight) of the pairs said, every corpus weighing the same."""
    z, y, c = [], [], []
    for d, p in found:
        said = p >= threshold(d, p)
        z += np.log(np.clip(p, 1e-9, 1 - 1e-9) / np.clip(1 - p, 1e-9, 1))[said].tolist(); y += d.y[said].tolist(); c += [d.corpus] * said.sum()
    n = collections.Counter(c)
    return np.array(z), np.array(y), np.array([1 / n[x] for x in c])

def calibrate(found):
    """Platt scaling: confidence = σ(scale · log odds + shift)."""
    z, y, w = decided(found)
    b = np.array([1., 0.]); x = np.stack([z, np.ones(len(z))], 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ b))); h = w * p * (1 - p)
        b = b - np.linalg.solve((x * h[:, None]).T @ x + 1e-9 * np.eye(2), x.T @ (w * (p - y)))
    return b

def reliability(name, found, b):
    z, y, w = decided(found)
    q = 1 / (1 + np.exp(-(b[0] * z + b[1])))
    for how, w in (("all pairs alike", np.ones(len(z))), ("every corpus alike", w)):
        gap = 0
        print(f"{name}, {how}:", file=sys.stderr)
        for k in range(10):
            m = (q >= k / 10) & ((q < (k + 1) / 10) | (k == 9))
            if not m.any(): continue
            said, right = np.average(q[m], weights=w[m]), np.average(y[m], weights=w[m])
            gap += w[m].sum() / w.sum() * abs(said - right)
            print(f"  {k / 10:.1f}–{(k + 1) / 10:.1f} {m.sum():6} pairs, confidence {said:.3f}, right {right:.3f}", file=sys.stderr)
        print(f"  expected calibration error {gap:.4f}", file=sys.stderr)

# ---- output

def constants(passes, names, b, corpora):
    first = len(passes[0]) - 1
    out = f"""//! The learned numbers of the alignment, printed by `tests/fit/fit.py`; not for editing by hand. Imports nothing.
//!
//! Fitted on the development halves of {corpora}
//! and on noisy copies of them; `fit.py` says how, and reports what they are worth on documents and corpora left out.
"""
    for k, (w, what) in enumerate(zip(passes, ("first pass, in the order of `feature::FIRST_NAMES`", "second pass: those of the first, then `context::CONTEXT_NAMES`", "third pass, in the order of the second"))):
        now = list(names[:first]) if k == 0 else list(names)
        rows = "".join(f"    {x:.5f}, // {n}\n" for x, n in zip(w, now + ["constant"]))
        out += f"""
/// Weights of the {what}; the constant last.
#[rustfmt::skip]
pub(super) const {("FIRST", "SECOND", "THIRD")[k]}: [f64; {len(w)}] = [
{rows}];
"""
    out += f"""
/// Least and greatest probability from which on a pair is said.
const LEAST: f64 = {LEAST};
const MOST: f64 = {MOST};
/// The first below this share of kept sentences, the second above that one.
const FEW: f64 = {FEW};
const MANY: f64 = {MANY};
/// And the second only where so large a share of either side's sentences stands alone.
const REST: f64 = {REST};

/// The probability from which on a pair is said, by the share of sentences that stand on both sides word for word and by the
/// share, of the side that has more alone, that may expect a counterpart. In a lightly edited text from which much was taken,
/// or to which much was added, a pair needs more evidence: what was rewritten beyond recognition was replaced.
pub(super) fn threshold(kept: f64, covered: f64) -> f64 {{
    let edited = ((kept - FEW) / (MANY - FEW)).clamp(0.0, 1.0);
    let alone = ((1.0 - covered) / REST).min(1.0);
    LEAST + (MOST - LEAST) * edited * alone
}}

/// How sure a reader may be of a pair that is said, 0 to 1: Platt scaling on documents and corpora left out.
pub(super) fn confidence(probability: f64) -> f64 {{
    let odds = (probability / (1.0 - probability).max(1e-9)).max(1e-9);
    1.0 / (1.0 + (-({b[0]:.4f} * odds.ln() + {b[1]:.4f})).exp())
}}
"""
    print(out, end="")

def main():
    binary, paths = sys.argv[1], [pathlib.Path(p) for p in sys.argv[2:]]
    rng = random.Random(7)
    docs = []
    for path in paths:
        corpus = path.name.split(".")[0]
        records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
        docs += [read(r, corpus, False) for r in records]
        if corpus not in RETOLD: docs += [read(r, corpus, True) for r in noisy(records, rng)]
    real = [d for d in docs if not d.noisy]
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        folds, left = [], []
        for k in range(FOLDS):
            held = lambda d: zlib.crc32(d.key.encode()) % FOLDS == k
            fit(binary, docs, [d for d in docs if not held(d)], tmp)
            folds += [(d, d.p) for d in real if held(d)]
        figures("folds", folds)
        for name in sorted({family(d.corpus) for d in docs}):
            fit(binary, docs, [d for d in docs if family(d.corpus) != name], tmp)
            left += [(d, d.p) for d in real if family(d.corpus) == name]
        figures("left", left)
        passes, names = fit(binary, docs, docs, tmp)
        figures("fit", [(d, d.p) for d in real])
        scale = calibrate(folds + left)
        reliability("folds", folds, scale)
        reliability("left", left, scale)
    if "FIT_KEEP" in os.environ:
        import pickle
        pickle.dump({n: [(d.record["id"], d.corpus, d.cells, d.y, p, d.kept, len(d.gold), d.x) for d, p in f] for n, f in (("folds", folds), ("left", left), ("fit", [(d, d.p) for d in real]))}, open(os.environ["FIT_KEEP"], "wb"))
    constants(passes, names, scale, ", ".join(f"`{c}`" for c in sorted({d.corpus for d in docs})))

if __name__ == "__main__": main()
