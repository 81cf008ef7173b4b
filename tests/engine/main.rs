//! The engine on a library of its own, with a clock that a test moves: what stood when, what is
//! taken back, what a window is given, and what is set.

mod abused;
mod archived;
mod as_of;
mod collecting;
mod desk;
mod entities;
mod judge;
mod learned;
mod lines;
mod overview;
mod queue;
mod reader;
mod recaptured;
mod settings;
mod shaped;
mod supplied;
mod tagged;
mod together;
mod undo;
mod watching;
mod ways;
