//! Every command of the program, as a reporter types it and as a script reads it.

mod case;
mod entity;
mod export;
mod inspect;
mod lead;
mod review;
mod sample;
mod usage;
mod words;
