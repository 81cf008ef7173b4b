//! The window as a reporter uses it: the built program on a virtual display, driven step by step.

mod first_minute;
