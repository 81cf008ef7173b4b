//! Prints the TypeScript types of the window: what `cargo xtask bindings` writes to a file.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(counterclaim_engine::bindings::typescript().as_bytes())
}
