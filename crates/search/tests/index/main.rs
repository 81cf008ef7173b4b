//! The index through its public face: real folders, a library in memory.

mod asking;
mod bench;
mod syncing;
