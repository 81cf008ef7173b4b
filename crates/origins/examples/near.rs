//! Times the index of shingles on generated articles: `cargo run --example near -- 100000`.
//!
//! Words come from a seeded generator with few frequent and many rare ones; every tenth article
//! holds a piece of an earlier one, so that there is something to find.

use std::io::Write;
use std::time::{Duration, Instant};

use counterclaim_origins::{Share, ShingleIndex};

/// How many words an article has.
const WORDS: u64 = 400;

/// How many words of an earlier article a copy holds.
const COPIED: usize = 300;

struct Seed(u64);

impl Seed {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn article(&mut self) -> Vec<u64> {
        let word = |seed: &mut Self| {
            let most = 1 << (4 + seed.below(13));
            seed.below(most)
        };
        (0..WORDS).map(|_| word(self)).collect()
    }
}

#[expect(clippy::disallowed_methods, reason = "an example that measures")]
fn main() -> std::io::Result<()> {
    let given = std::env::args().nth(1).and_then(|it| it.parse().ok());
    let articles: u32 = given.unwrap_or(10_000);
    let mut seed = Seed(6);
    let mut index = ShingleIndex::new(Share { part: 1, of: 2 });
    let (mut found, mut copies, mut total) = (0, 0, Duration::ZERO);
    let mut last: Vec<Duration> = Vec::new();
    let mut earlier = seed.article();
    for id in 0..articles {
        let mut words = seed.article();
        if id % 10 == 9 {
            words.splice(50..50 + COPIED, earlier[..COPIED].iter().copied());
            copies += 1;
        } else if id % 10 == 0 {
            earlier.clone_from(&words);
        }
        let words: Vec<String> = words.iter().map(|it| format!("w{it}")).collect();
        let text = words.join(" ");
        let begin = Instant::now();
        found += index.add(id, &text).len();
        let time = begin.elapsed();
        total += time;
        if id + 1000 >= articles {
            last.push(time);
        }
    }
    last.sort_unstable();
    writeln!(
        std::io::stdout(),
        "{articles} articles in {total:.1?}; copies {copies}, pairs {found}; \
         one more: p50 {:.2?}, p99 {:.2?}, longest {:.2?}",
        last[last.len() / 2],
        last[last.len() * 99 / 100],
        last[last.len() - 1],
    )
}
