// «Уведомления»: what comes always, and what one may do without.
import type { Page } from '@playwright/test';
import { expectGood } from '../support/good';
import { arrive, open, press } from '../support/page';
import { logIn, somebodyRegistered } from '../support/people';
import { expect, test } from '../support/test';

test('kinds of notices are switched on and off, and news are off at first', async ({ page }) => {
  await logIn(page, await somebodyRegistered());
  await open(page, '/settings');
  await page.getByRole('link', { name: 'Настроить уведомления' }).click();
  await arrive(page, '/settings/notices');
  await expect(page.getByRole('heading', { name: 'Безопасность' })).toBeVisible();
  await expectGood(page);
  await expect(box(page, 'Напоминания о показаниях', 'По email')).toBeChecked();
  await expect(box(page, 'Напоминания о показаниях', 'По смс')).not.toBeChecked();
  await expect(box(page, 'Новости', 'По email')).not.toBeChecked();

  await box(page, 'Напоминания о показаниях', 'По смс').check();
  await box(page, 'Счета', 'По email').uncheck();
  await press(page, 'Сохранить');
  await expect(page.getByText('Сохранено.')).toBeVisible();
  await open(page, '/settings/notices');
  await expect(box(page, 'Напоминания о показаниях', 'По смс')).toBeChecked();
  await expect(box(page, 'Счета', 'По email')).not.toBeChecked();
  await expect(box(page, 'Платежи', 'По email')).toBeChecked();
  await expect(box(page, 'Новости', 'По email')).not.toBeChecked();
});

function box(page: Page, kind: string, way: string) {
  return page.getByRole('group', { name: kind }).getByRole('checkbox', { name: way });
}
