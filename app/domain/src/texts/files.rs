//! What is said of files that are not taken. Only pages with files say it, so it stands apart from the other sentences,
//! which every page carries.

use crate::{
    FieldError,
    files::{BYTES_MAX, Fault, PIXELS_MAX, Purpose, Refused},
};

/// The sentences for the files of a form, with their names where the page knows them.
#[must_use]
pub fn files(purpose: Purpose, error: &FieldError, names: &[String]) -> String {
    match (error, purpose) {
        (FieldError::Files(refused), _) => refused_files(purpose, refused, names).join(" "),
        (FieldError::FilesMany(max), Purpose::Message) => format!("Приложите не больше {max} файлов."),
        (FieldError::FilesMany(max), Purpose::Reading) => format!("Приложите не больше {max} снимков."),
        (FieldError::FilesSlow, Purpose::Message) => {
            "Файлы загружались слишком долго. Попробуйте ещё раз, когда связь станет лучше, или отправьте обращение без них."
                .to_owned()
        }
        (FieldError::FilesSlow, Purpose::Reading) => {
            "Снимки загружались слишком долго. Попробуйте ещё раз, когда связь станет лучше, или передайте показания без них."
                .to_owned()
        }
        (FieldError::FilesDown, Purpose::Message) => {
            "Сейчас мы не можем проверить файлы. Отправьте обращение без них или попробуйте позже.".to_owned()
        }
        (FieldError::FilesDown, Purpose::Reading) => {
            "Сейчас мы не можем проверить снимки. Передайте показания без них или попробуйте позже.".to_owned()
        }
        (other, _) => super::field_error(crate::Field::Files, other),
    }
}

/// A sentence for each file.
fn refused_files(purpose: Purpose, refused: &[Refused], names: &[String]) -> Vec<String> {
    let one = match purpose {
        Purpose::Message => "Файл",
        Purpose::Reading => "Снимок",
    };
    let sentence = |Refused { place, fault }: &Refused| {
        let name = place.checked_sub(1).and_then(|at| names.get(at));
        let name = name.map_or_else(|| format!("{one}\u{a0}{place}"), |name| format!("«{name}»"));
        format!("{name}: {}", what(purpose, *fault))
    };
    refused.iter().map(sentence).collect()
}

fn what(purpose: Purpose, fault: Fault) -> String {
    match fault {
        Fault::Kind => match purpose {
            Purpose::Message => "такой файл мы не открываем. Подойдут PDF, JPEG и PNG.".to_owned(),
            Purpose::Reading => "это не снимок JPEG или PNG. Выберите фото счётчика.".to_owned(),
        },
        Fault::Heic => {
            "телефон сохранил снимок в формате HEIC, а мы открываем JPEG и PNG. Снимите ещё раз, выбрав в настройках камеры JPEG («Наиболее совместимый»)."
                .to_owned()
        }
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
        Fault::Infected => match purpose {
            Purpose::Message => "антивирус не пропустил этот файл. Отправьте другой или снимок документа.".to_owned(),
            Purpose::Reading => "антивирус не пропустил этот снимок. Снимите счётчик заново.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(purpose: Purpose, faults: &[(usize, Fault)], names: &[&str]) -> String {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let refused = faults.iter().copied().map(Into::into).collect();
        files(purpose, &FieldError::Files(refused), &names)
    }

    #[test]
    fn a_file_is_called_by_its_name_or_by_its_place() {
        let faults = [(1, Fault::Large), (3, Fault::Pixels)];
        let message = told(Purpose::Message, &faults, &["план.png"]);
        assert!(message.starts_with("«план.png»: файл больше 10\u{a0}МБ."));
        assert!(message.contains("Файл\u{a0}3: в снимке больше 40\u{a0}мегапикселей."));
        let reading = told(Purpose::Reading, &faults, &[]);
        assert!(reading.starts_with("Снимок\u{a0}1: файл больше 10\u{a0}МБ. ") && reading.contains("Снимок\u{a0}3: "));
    }

    #[test]
    fn what_is_taken_is_said_where_it_is_chosen() {
        let pdf = [(1, Fault::Kind)];
        assert!(told(Purpose::Message, &pdf, &[]).ends_with("Подойдут PDF, JPEG и PNG."));
        assert!(!told(Purpose::Reading, &pdf, &[]).contains("PDF"));
        for purpose in [Purpose::Message, Purpose::Reading] {
            assert!(
                told(purpose, &[(1, Fault::Heic)], &["IMG_1.heic"])
                    .starts_with("«IMG_1.heic»: телефон сохранил снимок в формате HEIC")
            );
        }
        assert_eq!(
            files(Purpose::Reading, &FieldError::FilesMany(3), &[]),
            "Приложите не больше 3 снимков."
        );
    }
}
