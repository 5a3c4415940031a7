// Small files as customers attach them, made here.

export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const PHOTO =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpK' +
  'SkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA' +
  'FQEBAQAAAAAAAAAAAAAAAAAAAgT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCQApn/2Q==' +
  '';

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

export function aPhoto(name: string): Sample {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(PHOTO, 'base64') };
}

// A photo of so many bytes: what stands behind its end is nobody's business.
export function largePhoto(name: string, megabytes: number): Sample {
  const { buffer } = aPhoto(name);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([buffer, Buffer.alloc(megabytes * 1024 * 1024 - buffer.length)]) };
}

// A photo as some telephones keep it.
export function aHeic(name: string): Sample {
  const buffer = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(200)]);
  return { name, mimeType: 'image/heic', buffer };
}

// A picture whose header claims a hundred megapixels.
export function hundredMegapixels(name: string): Sample {
  const sample = aPng(name);
  sample.buffer.writeUInt32BE(10_000, 16);
  sample.buffer.writeUInt32BE(10_000, 20);
  sample.buffer.writeUInt32BE(crc32(sample.buffer.subarray(12, 29)), 29);
  return sample;
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
