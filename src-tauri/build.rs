//! Embeds the pages of the window and writes down which commands they may call.

#[path = "src/commands/list.rs"]
mod list;

use std::path::Path;

use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A new file among the pages does not build anew by itself.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/src/commands/list.rs");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    if !Path::new("ui/dist/index.html").exists() {
        return Err(
            "the pages of the window are not built: `cargo xtask run` builds both, or run \
             `npm ci` and `npm run build` in ui/"
                .into(),
        );
    }
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(AppManifest::new().commands(list::COMMANDS));
    Ok(tauri_build::try_build(attributes)?)
}
