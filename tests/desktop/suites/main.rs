//! The window as a reporter uses it: the built program on a virtual display, driven step by step.
#![cfg(test)]
#![cfg(target_os = "linux")]

mod accessibility;
mod capture;
mod editing;
mod first_minute;
mod hostile;
mod keys;
mod lists;
mod review;
mod settings;
mod shell;
mod versions;
