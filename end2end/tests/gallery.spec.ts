// Every page and state once, as a picture in artefacts/screens.
import type { Page } from '@playwright/test';
import { anyAccount, claimAccount, claimHousehold, onlyMeter, withAutomaticMeter, withHeating, withMeterDueSoon, withOverdueMeter, withReplacedMeter, withZones } from '../support/claims';
import { billingSays } from '../support/command';
import { appCode, recoveryCodes, scan } from '../support/factors';
import { aPhoto, aPng } from '../support/files';
import { shoot, shootForDocs } from '../support/gallery';
import { accountNumber, GUEST_PAGE, NOT_TAKEN, sendAsGuest } from '../support/guest';
import { fillLinking, proof } from '../support/linking';
import { fillLogin } from '../support/login';
import { keptForLater, loseConnection, openOffline } from '../support/offline';
import { linkFor } from '../support/outbox';
import { arrive, expectSummary, expectWrong, field, open, press } from '../support/page';
import { atHome, link, logIn, somebody, somebodyRegistered } from '../support/people';
import { attachPhotos } from '../support/photos';
import { accepted, correctReadings, openHistory, register, sendReadings } from '../support/readings';
import { next, TODAY } from '../support/registry';
import { fillConfirmation, fillRegistration, getCode, sendConfirmation, sendRegistration } from '../support/registration';
import { expect, test } from '../support/test';

test.beforeEach(({}, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'pictures are taken once, in both widths');
  test.setTimeout(300_000);
});

test('login', async ({ page, watch }) => {
  watch.expectMissing('/net-takoy');
  await shootAt(page, '/login', 'login');
  await fillLogin(page, { email: 'кто-то', password: '' });
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await shoot(page, 'login-wrong');
  await fillLogin(page, somebody());
  await expectSummary(page, 'Email или пароль не подошли.');
  await shoot(page, 'login-refused');
  await shootAt(page, '/login?confirmed', 'login-confirmed');
  await shootAt(page, '/login?password-changed', 'login-password-changed');
  await shootAt(page, '/login?kept', 'login-kept');
  await shootAt(page, '/privacy', 'privacy');
  await shootAt(page, '/net-takoy', 'missing');
});

test('registration', async ({ page }) => {
  const person = somebody();
  await shootAt(page, '/register', 'register');
  await sendRegistration(page);
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await shoot(page, 'register-wrong');
  await open(page, '/register');
  const code = await getCode(page, person);
  await fillRegistration(page, person);
  await shoot(page, 'register-code-sent');
  await field(page, 'Код подтверждения').fill(code);
  await sendRegistration(page);
  await arrive(page, '/sent/register');
  await shoot(page, 'register-sent');
  const letter = await linkFor(person.email, '/confirm');
  await shootAt(page, letter, 'confirm');
  await sendConfirmation(page);
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await shoot(page, 'confirm-wrong');
  await fillConfirmation(page, person);
  await sendConfirmation(page);
  await arrive(page, '/login');
  await open(page, letter);
  await field(page, 'Пароль').fill(person.password);
  await sendConfirmation(page);
  await expectSummary(page, 'Ссылка уже использована или устарела.');
  await shoot(page, 'confirm-dead-link');
});

test('recovery', async ({ page }) => {
  const { email } = await somebodyRegistered();
  await shootAt(page, '/recovery', 'recovery');
  await press(page, 'Отправить');
  await expectWrong(field(page, 'Email'), 'Укажите email.');
  await shoot(page, 'recovery-wrong');
  await field(page, 'Email').fill(email);
  await press(page, 'Отправить');
  await arrive(page, '/sent/recovery');
  await shoot(page, 'recovery-sent');
  await shootAt(page, await linkFor(email, '/recovery/password'), 'new-password');
  await press(page, 'Сохранить пароль');
  await expectWrong(field(page, 'Пароль'), 'Введите пароль.');
  await shoot(page, 'new-password-wrong');
  await shootAt(page, '/recovery/password?token=x', 'new-password-dead-link');
});

test('feedback', async ({ page }) => {
  await shootAt(page, '/feedback', 'feedback');
  await press(page, 'Отправить');
  await expectWrong(field(page, 'Тема'), 'Выберите тему.');
  await shoot(page, 'feedback-wrong');
  await shootAt(page, '/sent/feedback?number=1024', 'feedback-sent');
});

test('readings without login', async ({ page }) => {
  await shootAt(page, GUEST_PAGE, 'guest');
  await press(page, 'Передать показания');
  await expectWrong(accountNumber(page), 'Введите номер лицевого счёта.');
  await shoot(page, 'guest-wrong');
  await sendAsGuest(page, { number: '699999999', serial: 'СЭ-0', first: '1' });
  await expectSummary(page, NOT_TAKEN);
  await shoot(page, 'guest-refused');
  await shootAt(page, `${GUEST_PAGE}?accepted`, 'guest-accepted');
});

test('linking', async ({ page }) => {
  const [offered] = claimHousehold(anyAccount);
  await logIn(page, await somebodyRegistered());
  await shootAt(page, '/accounts/add', 'add');
  await press(page, 'Добавить');
  await expectWrong(proof(page), 'Заполните подтверждение.');
  await shoot(page, 'add-wrong');
  await fillLinking(page, { number: claimAccount(anyAccount).number, proof: '1.01', label: 'Дача' });
  await expectWrong(proof(page), 'Лицевой счёт и подтверждение не совпали');
  await shoot(page, 'add-refused');
  await logIn(page, await somebodyRegistered(offered?.phone));
  await shootAt(page, '/accounts/add', 'add-offered');
});

test('accounts', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  const kinds = {
    'account-due': withZones(1, ({ balance }) => balance > 0),
    'account-even': withZones(1, ({ balance }) => balance === 0),
    'account-ahead': withZones(1, ({ balance }) => balance < 0),
    'account-three-zones': withZones(3),
    'account-overdue-meter': withOverdueMeter,
    'account-replaced-meter': withReplacedMeter,
    'account-meter-due-soon': withMeterDueSoon,
    'account-automatic-meter': withAutomaticMeter,
    'account-near-a-range': withZones(1, withHeating),
  };
  for (const [name, wanted] of Object.entries(kinds)) {
    await shootAt(page, await link(page, claimAccount(wanted)), name);
    if (name === 'account-due') await shootForDocs(page);
    if (name === 'account-three-zones') {
      await page.getByText('О счётчике').click();
      await shoot(page, 'account-meter-facts');
    }
  }
  await page.locator('.switcher > summary').click();
  await shoot(page, 'switcher');
});

test('all accounts at once, and without a connection @js', async ({ page, watch }) => {
  watch.expectNoConnection();
  const home = await atHome(page, claimAccount(withZones(1)), 'Квартира');
  const dacha = claimAccount(withZones(2));
  const other = await link(page, dacha, 'Дача');
  await shootAt(page, '/readings', 'together');
  await press(page, 'Передать всё, что введено');
  await shoot(page, 'together-nothing-typed');
  for (const path of [home, other]) {
    await open(page, path);
    await keptForLater(page);
  }
  await loseConnection(page);
  await openOffline(page, home);
  await shoot(page, 'offline');
  const typed = page.getByRole('region', { name: 'Дача' });
  await typed.getByRole('textbox', { name: 'День' }).fill(next(onlyMeter(dacha), 'day'));
  await typed.getByRole('textbox', { name: 'Ночь' }).fill(next(onlyMeter(dacha), 'night'));
  await typed.getByRole('button', { name: 'Передать показания' }).click();
  await expect(page.getByText('Ждут связи')).toBeVisible();
  await shoot(page, 'offline-waiting');
});

test('settings', async ({ page }) => {
  const [account] = claimHousehold(anyAccount);
  const owner = await somebodyRegistered(account?.phone);
  await logIn(page, owner);
  if (account) await link(page, account, 'Дача');
  await link(page, claimAccount(anyAccount), 'Гараж');
  await logIn(page, owner);
  await shootAt(page, '/settings', 'settings');
  await press(page, 'Изменить пароль');
  await expectWrong(field(page, 'Текущий пароль'), 'Введите текущий пароль.');
  await shoot(page, 'settings-wrong');
  await page.getByRole('link', { name: 'Изменить: Дача' }).click();
  await arrive(page, /^\/accounts\/.*\/settings$/);
  await page.getByText('Отвязать лицевой счёт').click();
  await shoot(page, 'account-settings');
  await shootAt(page, '/accounts/undone', 'undo-done');
  await shootAt(page, '/accounts/undo?token=x', 'undo-dead-link');
});

test('profile and data', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  for (const name of ['profile', 'email', 'phone', 'notices', 'data']) await shootAt(page, `/settings/${name}`, `settings-${name}`);
  await press(page, 'Скачать данные');
  await expectWrong(field(page, 'Текущий пароль'), 'Введите текущий пароль.');
  await shoot(page, 'settings-data-wrong');
  await shootAt(page, '/settings/leave', 'settings-leave');
  await shootAt(page, '/settings/confirm-email?token=x', 'email-dead-link');
});

test('factors', async ({ page }) => {
  const person = await somebodyRegistered();
  await logIn(page, person);
  await shootAt(page, '/settings/factors', 'factors-none');
  await open(page, '/settings/factors?do=app');
  await field(page, 'Текущий пароль').fill(person.password);
  await press(page, 'Продолжить');
  const app = await scan(page);
  await shoot(page, 'factors-scan');
  await appCode(page).fill(await app.code());
  await press(page, 'Включить');
  await recoveryCodes(page);
  await shoot(page, 'factors-codes');
  await press(page, 'Коды сохранены');
  await expect(page.getByText('Осталось 10 кодов')).toBeVisible();
  await shoot(page, 'factors-on');
  await shootAt(page, await linkFor(person.email, '/recovery/password'), 'new-password-way-back');
  await press(page, 'Выйти');
  await fillLogin(page, person);
  await arrive(page, '/login/code');
  await shoot(page, 'login-code');
});

test('household', async ({ page }) => {
  const relative = await somebodyRegistered();
  await logIn(page, await somebodyRegistered());
  const home = await link(page, claimAccount(anyAccount));
  await open(page, `${home}/settings`);
  await press(page, 'Пригласить');
  await expectWrong(field(page, 'Роль'), 'Выберите роль.');
  await field(page, 'Email').fill(relative.email);
  await field(page, 'Роль').selectOption('Передаёт показания');
  await press(page, 'Пригласить');
  await expect(page.getByText('Приглашение отправлено.')).toBeVisible();
  await shoot(page, 'household-invited');
  await logIn(page, relative);
  await shootAt(page, await linkFor(relative.email, '/invitation'), 'invitation');
  await press(page, 'Принять приглашение');
  await arrive(page, /^\/accounts\/[0-9a-f-]{36}$/);
  await shoot(page, 'account-reader');
  await shootAt(page, '/invitation', 'invitation-dead');
});

test('readings', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  const account = claimAccount(withZones(2));
  const meter = onlyMeter(account);
  const home = await link(page, account, 'Дача');
  await open(page, home);
  await sendReadings(page, { day: next(meter, 'day', -1) });
  await expectWrong(register(page, 'day'), 'Меньше предыдущего показания');
  await shoot(page, 'readings-wrong');
  await sendReadings(page, { day: next(meter, 'day', 9_000), night: next(meter, 'night') });
  await expectWrong(register(page, 'day'), 'а обычно в это время года около');
  await shoot(page, 'readings-jump');
  await sendReadings(page, { day: `${next(meter, 'day', 120)}5` });
  await expect(page.getByText('Похоже')).toBeVisible();
  await shoot(page, 'readings-slip');
  await register(page, 'day').fill(next(meter, 'day', 120));
  await page.getByText('Как посчитано').click();
  await shoot(page, 'readings-typed');
  await attachPhotos(page, aPhoto('IMG_1.jpg'), aPng('IMG_2.png'));
  await shoot(page, 'readings-photos');
  await sendReadings(page, {});
  await expect(accepted(page)).toBeVisible();
  await shoot(page, 'readings-taken');
  await correctReadings(page, { day: next(meter, 'day', 121) });
  await openHistory(page, home);
  await shoot(page, 'history');
  await shootAt(page, `${home}/history?year=2025&zone=night`, 'history-night');
  billingSays(account, `refused;${TODAY};;control`);
  await shootAt(page, home, 'readings-refused');
});

test('which zones would suit', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  for (const zones of [1, 2, 3]) {
    const home = await link(page, claimAccount(withZones(zones)));
    await open(page, `${home}/tariff`);
    await page.getByText('По месяцам').click();
    await shoot(page, `tariff-${String(zones)}`);
  }
});

async function shootAt(page: Page, path: string, name: string): Promise<void> {
  await open(page, path);
  await shoot(page, name);
}
