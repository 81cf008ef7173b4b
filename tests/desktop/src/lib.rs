//! Drives the real window: a display, a `WebDriver`, the built program, and what a reporter does in it.
//!
//! `WebKitWebDriver` starts the program itself and speaks to its web view, so that nothing stands
//! between the driver and the window that ships. Everything that is started runs in a process group of
//! its own and is ended with the group: a window left behind would hold a display and a library.
//! Linux alone has that driver; elsewhere there is nothing in here.
#![cfg(target_os = "linux")]

mod display;
pub mod drive;
mod driver;
mod group;
pub mod job;
pub mod many;
pub mod pictures;
pub mod speed;
mod window;

pub use display::Display;
pub use window::{Setup, Theme, Window, desktop_program};
