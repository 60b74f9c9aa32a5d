import express from 'express';
import { expect, it } from 'vitest';
import { allowFraming } from '../../../dev/app/frame-ancestors.ts';
import { listenOnLoopback } from '../../../dev/platform/loopback.ts';

it.each([
  [
    'frame-ancestors https://a.myshopify.com;',
    'frame-ancestors https://a.myshopify.com http://localhost:4000 http://127.0.0.1:4000;',
  ],
  [
    "default-src 'self'; frame-ancestors https://a.b",
    "default-src 'self'; frame-ancestors https://a.b http://localhost:4000 http://127.0.0.1:4000",
  ],
  ["frame-ancestors 'none';", "frame-ancestors 'none';"],
  ["default-src 'self'", "default-src 'self'"],
])('turns the policy %s into %s', async (sent, received) => {
  const app = express();
  app.use(allowFraming('http://localhost:4000'));
  app.get('/', (_request, response) => {
    response.append('Content-Security-Policy', sent).send('page');
  });
  const server = await listenOnLoopback(app, 0);
  const response = await fetch(`http://localhost:${server.port}/`);
  await response.text();
  expect(response.headers.get('content-security-policy')).toBe(received);
  await server.close();
});
