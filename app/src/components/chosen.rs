//! What is in a file input: one list that grows with each choice, each file with a way to take it out.

use leptos::{
    prelude::*,
    reactive::send_wrapper_ext::SendOption,
    web_sys::{DataTransfer, File, HtmlInputElement},
};

/// The files in an input.
#[must_use]
pub fn files_of(input: &HtmlInputElement) -> Vec<File> {
    let Some(files) = input.files() else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Puts files into an input. A browser that cannot leaves there what it has.
pub fn put(input: &HtmlInputElement, files: &[File]) {
    let Ok(transfer) = DataTransfer::new() else {
        return;
    };
    let items = transfer.items();
    if files.iter().all(|file| items.add_with_file(file).is_ok()) {
        input.set_files(transfer.files().as_ref());
    }
}

/// The files that stay and those that came, each once.
#[must_use]
pub fn joined(stay: impl Iterator<Item = File>, new: Vec<File>) -> Vec<File> {
    let mut all: Vec<File> = stay.collect();
    for file in new {
        if !all.iter().any(|other| is_same(other, &file)) {
            all.push(file);
        }
    }
    all
}

/// Whether it is the same file chosen twice, by name, size and time: photos of a telephone may all have one name.
fn is_same(one: &File, other: &File) -> bool {
    let told_by = |file: &File| (file.name(), file.size().to_bits(), file.last_modified().to_bits());
    told_by(one) == told_by(other)
}

/// The list, and «Убрать» beside each file.
#[component]
pub fn ChosenFiles(
    /// The files, once a script has seen them.
    #[prop(into)]
    files: Signal<SendOption<Vec<File>>>,
    /// Takes out the one at this place, from 0.
    remove: Callback<usize>,
) -> impl IntoView {
    let row = move |(at, file): (usize, &File)| {
        let name = file.name();
        view! {
            <li>
                <span>{name.clone()}</span>
                <button class="link-btn" type="button" on:click=move |_| remove.run(at)>
                    "Убрать"
                    <span class="visually-hidden">{format!(" файл {}: {name}", at + 1)}</span>
                </button>
            </li>
        }
    };
    move || {
        let files = files.read();
        let chosen = files.as_ref().filter(|chosen| !chosen.is_empty())?;
        let rows = chosen.iter().enumerate().map(row).collect_view();
        Some(view! { <ol class="files" role="list" aria-label="Выбрано">{rows}</ol> })
    }
}
