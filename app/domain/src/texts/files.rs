//! What is said of a file that is not taken.

use crate::files::{BYTES_MAX, Fault, PIXELS_MAX, Refused};

/// A sentence for each file, with its name where the page knows it.
#[must_use]
pub fn refused_files(refused: &[Refused], names: &[String]) -> Vec<String> {
    let sentence = |Refused { place, fault }: &Refused| {
        let name = place.checked_sub(1).and_then(|at| names.get(at));
        let name = name.map_or_else(|| format!("Файл\u{a0}{place}"), |name| format!("«{name}»"));
        format!("{name}: {}", what(*fault))
    };
    refused.iter().map(sentence).collect()
}

fn what(fault: Fault) -> String {
    match fault {
        Fault::Kind => "такой файл мы не открываем. Подойдут PDF, JPEG и PNG.".to_owned(),
        Fault::Large => format!(
            "файл больше {}\u{a0}МБ. Уменьшите его или снимите заново с меньшим качеством.",
            BYTES_MAX / 1024 / 1024
        ),
        Fault::Empty => "файл пустой. Проверьте, тот ли это файл.".to_owned(),
        Fault::Unreadable => "файл повреждён и не читается. Сохраните или снимите его заново.".to_owned(),
        Fault::Pixels => format!(
            "в снимке больше {}\u{a0}мегапикселей. Уменьшите его или снимите заново с меньшим качеством.",
            PIXELS_MAX / 1_000_000
        ),
        Fault::Locked => "документ защищён паролем. Сохраните его без пароля.".to_owned(),
        Fault::Active => {
            "в документе есть программа или вложенные файлы. Сохраните его заново через печать в PDF.".to_owned()
        }
        Fault::Infected => "антивирус не пропустил этот файл. Отправьте другой или снимок документа.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_name_or_by_its_place() {
        let refused = [
            Refused {
                place: 1,
                fault: Fault::Large,
            },
            Refused {
                place: 3,
                fault: Fault::Pixels,
            },
        ];
        let told = refused_files(&refused, &["план.png".to_owned()]);
        assert!(told[0].starts_with("«план.png»: файл больше 10\u{a0}МБ."));
        assert!(told[1].starts_with("Файл\u{a0}3: в снимке больше 40\u{a0}мегапикселей."));
    }
}
