// Small files as customers attach them, made here.

export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

// The file that every scanner takes for a virus, in two pieces: this source is none.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export function aPng(name: string): Sample {
  return { name, mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') };
}

export function aPdf(name: string, note = ''): Sample {
  const text = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Note (${note}) >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text) };
}

export function anEicarDocument(name: string): Sample {
  return aPdf(name, EICAR);
}

// A text, whatever its name says.
export function words(name: string): Sample {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from('just words') };
}

export function enormous(name: string): Sample {
  return { name, mimeType: 'application/pdf', buffer: Buffer.concat([aPdf(name).buffer, Buffer.alloc(10 * 1024 * 1024)]) };
}
