//! The engine on a library of its own, with a clock that a test moves: what stood when, and what
//! is taken back.

mod as_of;
mod desk;
mod entities;
mod judge;
mod undo;
