//! The first minute: the window opens on the sample case, and the main job can be done.

use desktop_driver::{Setup, Window};

#[test]
fn the_window_opens_on_the_sample_case() {
    let window = Window::open(&Setup::default()).unwrap();
    window.see("Tapersmith").unwrap();
    window.close().unwrap();
}
