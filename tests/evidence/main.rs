//! What a third party can check: proofs of single captures, and a library in which nothing can be
//! changed without being named; and what an order to remove something leaves behind.

mod library;
mod proof;
mod purge;
mod reread;
mod stamp;
mod tamper;
