// «Обратная связь»: anybody may write, and gets a number by letter.
import { expectGood } from '../support/good';
import { messagesTo } from '../support/outbox';
import { arrive, expectWrong, field, open, press } from '../support/page';
import { somebody } from '../support/people';
import { expect, test } from '../support/test';

test.beforeEach(({ page }) => open(page, '/feedback'));

test('a message gets a number, on the page and by letter', async ({ page }) => {
  const { email } = somebody();
  await field(page, 'Тема').selectOption('Привязка лицевого счёта');
  await field(page, 'Как к вам обращаться').fill('Анна');
  await field(page, 'Email').fill(email);
  await field(page, 'Сообщение').fill('Лицевой счёт не привязывается.');
  await press(page, 'Отправить');
  await arrive(page, '/feedback/sent');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(/^Обращение № \d+ принято$/);
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
