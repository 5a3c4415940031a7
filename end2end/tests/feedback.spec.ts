// «Обратная связь»: anybody may write, and gets a number by letter.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { messagesTo } from '../support/outbox';
import { arrive, expectRight, expectWrong, field, open, press, withScripts } from '../support/page';
import { somebody } from '../support/people';
import { expect, test } from '../support/test';
import { anEicarDocument, aPdf, aPng, enormous, words, type Sample } from '../support/files';

test.beforeEach(({ page }) => open(page, '/feedback'));

test('a message gets a number, on the page and by letter', async ({ page }) => {
  const { email } = somebody();
  await field(page, 'Тема').selectOption('Привязка лицевого счёта');
  await field(page, 'Как к вам обращаться').fill('Анна');
  await field(page, 'Email').fill(email);
  await field(page, 'Сообщение').fill('Лицевой счёт не привязывается.');
  await press(page, 'Отправить');
  await arrive(page, '/sent/feedback');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(/^Обращение №\u00a0\d+ принято$/);
  const number = /\d+/.exec(await title.innerText())?.[0] ?? '';
  await expect.poll(async () => (await messagesTo(email)).map(({ text }) => text).join()).toContain(`его номер ${number}.`);
  await expectGood(page);
});

test('an empty form names every field', async ({ page }) => {
  await press(page, 'Отправить');
  await expectWrong(field(page, 'Тема'), 'Выберите тему.');
  await expectWrong(field(page, 'Как к вам обращаться'), 'Напишите, как к вам обращаться.');
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await expectWrong(field(page, 'Сообщение'), 'Напишите, что случилось.');
  await expectGood(page);
});

test('a slip in the address does not lose the message', async ({ page }) => {
  const text = 'Первая строка.\nВторая строка.';
  await field(page, 'Тема').selectOption('Другой вопрос');
  await field(page, 'Как к вам обращаться').fill('Анна');
  await field(page, 'Email').fill('anna@example');
  await field(page, 'Сообщение').fill(text);
  await press(page, 'Отправить');
  await expectWrong(field(page, 'Email'), 'Проверьте адрес');
  await expectGood(page);
  await expect(field(page, 'Тема')).toHaveValue('other');
  await expect(field(page, 'Как к вам обращаться')).toHaveValue('Анна');
  await expect(field(page, 'Email')).toHaveValue('anna@example');
  await expect(field(page, 'Сообщение')).toHaveValue(text);
});

test('files go along with a message', async ({ page }) => {
  const { email } = somebody();
  await write(page, email);
  await attach(page, aPdf('счёт.pdf'), aPng('снимок.png'));
  await press(page, 'Отправить');
  await arrive(page, '/sent/feedback');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Обращение №\u00a0\d+ принято$/);
});

test('a file that is not taken is named, and what was typed stays', async ({ page }) => {
  const { email } = somebody();
  await write(page, email);
  await attach(page, aPdf('счёт.pdf'), words('снимок.jpg'));
  await press(page, 'Отправить');
  await expectWrong(files(page), '«снимок.jpg»: такой файл мы не открываем.');
  await expect(field(page, 'Email')).toHaveValue(email);
  await expect(field(page, 'Сообщение')).toHaveValue('Смотрите снимок.');
  if (!withScripts()) await expect(page.getByText('Файлы нужно выбрать заново.')).toBeVisible();
  await expectGood(page);
  await attach(page, aPng('снимок.png'));
  await press(page, 'Отправить');
  await arrive(page, '/sent/feedback');
});

test('a file with a virus is refused', async ({ page }) => {
  await write(page, somebody().email);
  await attach(page, anEicarDocument('договор.pdf'));
  await press(page, 'Отправить');
  await expectWrong(files(page), '«договор.pdf»: антивирус не пропустил этот файл.');
  await expectGood(page);
});

test('too large and too many files are told', async ({ page }) => {
  await write(page, somebody().email);
  await attach(page, enormous('план.pdf'));
  await press(page, 'Отправить');
  await expectWrong(files(page), '«план.pdf»: файл больше 10 МБ.');
  await attach(page, ...Array.from({ length: 6 }, (_, at) => aPng(`${at}.png`)));
  await press(page, 'Отправить');
  await expectWrong(files(page), 'Приложите не больше 5 файлов.');
  await expect(field(page, 'Сообщение')).toHaveValue('Смотрите снимок.');
  await expectGood(page);
});

test('the name of a file is looked at before it is sent @js', async ({ page }) => {
  let sent = false;
  page.on('request', (request) => (sent ||= request.method() === 'POST'));
  await write(page, somebody().email);
  await attach(page, words('снимок.heic'));
  await press(page, 'Отправить');
  await expectWrong(files(page), '«снимок.heic»: такой файл мы не открываем.');
  expect(sent).toBe(false);
  await expectRight(field(page, 'Email'));
});

test('the way of the files is shown @js', async ({ page }) => {
  await page.route('**/api/appeals/feedback', async (route) => {
    await expect(page.getByRole('progressbar', { name: 'Загрузка файлов' })).toBeVisible();
    await route.continue();
  });
  await write(page, somebody().email);
  await attach(page, aPdf('счёт.pdf'));
  await press(page, 'Отправить');
  await arrive(page, '/sent/feedback');
});

test('files come from our own page alone', async ({ request }) => {
  const multipart = { 'form[topic]': 'other', 'form[files]': aPdf('a.pdf') };
  const stranger = await request.post('/api/appeals/feedback', { multipart });
  expect(stranger.status()).toBe(403);
});

function files(page: Page) {
  return page.getByLabel('Файлы');
}

async function write(page: Page, email: string): Promise<void> {
  await field(page, 'Тема').selectOption('Другой вопрос');
  await field(page, 'Как к вам обращаться').fill('Анна');
  await field(page, 'Email').fill(email);
  await field(page, 'Сообщение').fill('Смотрите снимок.');
}

async function attach(page: Page, ...chosen: Sample[]): Promise<void> {
  await files(page).setInputFiles(chosen);
}
