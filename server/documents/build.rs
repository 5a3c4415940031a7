//! Takes the fonts that documents are set in from the system's package `fonts-paratype`.

#![allow(clippy::expect_used, reason = "a build without fonts must stop and say so")]

use std::{env, fs, path::PathBuf};

const FOLDER: &str = "/usr/share/fonts/truetype/paratype";
/// PT Sans, regular and bold.
const FONTS: [(&str, &str); 2] = [("PTS55F.ttf", "regular.ttf"), ("PTS75F.ttf", "bold.ttf")];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for (file, name) in FONTS {
        let path = PathBuf::from(FOLDER).join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        let font = fs::read(&path).expect("PT Sans (package fonts-paratype); `make setup` installs it");
        fs::write(out.join(name), font).expect("the font is written");
    }
}
