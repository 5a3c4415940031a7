// What the browser keeps back of «Обратная связь» and its files; a test's first word is its rule.
import type { Locator, Page } from '@playwright/test';
import { aPdf, aPng, enormous, words, type Sample } from '../../support/files';
import { field, open, press } from '../../support/page';
import { expectKeptBack, letters } from '../../support/rules';
import { test } from '../../support/test';

const RIGHT = { 'Как к вам обращаться': 'Анна', Email: 'anna@example.com', Телефон: '', Сообщение: 'Добрый день' };

type Label = keyof typeof RIGHT;

test.describe.configure({ mode: 'parallel' });

test.describe('feedback @js', () => {
  test.beforeEach(async ({ page }) => {
    await open(page, '/feedback');
    await topic(page).selectOption('Другой вопрос');
    for (const [label, text] of Object.entries(RIGHT)) await input(page, label as Label).fill(text);
  });

  const rules: [string, Label, string, string][] = [
    ['addressee-long', 'Как к вам обращаться', letters(101), 'не больше 100 символов'],
    ['feedback-phone', 'Телефон', '112', 'Укажите российский мобильный номер'],
    ['text-missing', 'Сообщение', ' ', 'Напишите, что случилось.'],
    ['text-long', 'Сообщение', letters(4_001), 'не больше 4000 символов'],
    ['text-readable', 'Сообщение', 'Добрый\u0007 день', 'знаки, которые не читаются'],
  ];
  for (const [rule, label, typed, sentence] of rules) {
    test(`${rule}: «${label}» is refused`, async ({ page }) => {
      await input(page, label).fill(typed);
      await expectKept(page, input(page, label), sentence);
    });
  }

  test('topic-missing: a topic is chosen', async ({ page }) => {
    await topic(page).selectOption('');
    await expectKept(page, topic(page), 'Выберите тему.');
  });

  test('topic-known: a topic that the list does not have is refused', async ({ page }) => {
    await topic(page).locator('option:checked').evaluate((option: HTMLOptionElement) => { option.value = 'bribes'; });
    await expectKept(page, topic(page), 'Выберите тему из списка.');
  });

  const files: [string, () => Sample[], string][] = [
    ['files-many', () => Array.from({ length: 6 }, (_, at) => aPng(`${at}.png`)), 'Приложите не больше 5 файлов.'],
    ['file-large', () => [enormous('план.pdf')], '«план.pdf»: файл больше 10 МБ.'],
    ['file-empty', () => [{ ...aPdf('счёт.pdf'), buffer: Buffer.alloc(0) }], '«счёт.pdf»: файл пустой.'],
    ['file-kind', () => [words('снимок.jpg')], '«снимок.jpg»: такой файл мы не открываем.'],
  ];
  for (const [rule, chosen, sentence] of files) {
    test(`${rule}: what is attached is refused`, async ({ page }) => {
      await page.getByLabel('Файлы').setInputFiles(chosen());
      await page.waitForTimeout(500); // the page looks at the first bytes
      await expectKept(page, page.getByLabel('Файлы'), sentence);
    });
  }
});

function topic(page: Page): Locator {
  return field(page, 'Тема');
}

function input(page: Page, label: Label): Locator {
  // The phone's label goes on: it may stay empty.
  return label === 'Телефон' ? page.getByLabel(label) : field(page, label);
}

function expectKept(page: Page, wrong: Locator, sentence: string): Promise<void> {
  return expectKeptBack(page, 'appeals/feedback', () => press(page, 'Отправить'), wrong, sentence);
}
