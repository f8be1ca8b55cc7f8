import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readServedFiles } from '../../../src/bridge/files/served-files.ts';
import { fileOperations } from '../../../src/bridge/openapi/file-operations.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { AnswerChecker, type OpenApiDocument } from '../../support/openapi-answers.ts';
import { widgetFolder } from '../../support/widget-folder.ts';

/** The more exact stand first. */
const templates = fileOperations.map(({ path }) => path);

function templateOf(path: string): string {
  const fits = (template: string): boolean => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return templates.find(fits) ?? assert.fail(`${path} is not described`);
}

describe('GET /openapi.json', () => {
  it('describes every file that is served, and how', async (context) => {
    const widgets = await widgetFolder(context);
    const { url } = await BridgeServer.start(context, { files: { widgets, pages: undefined } });
    const checker = new AnswerChecker((await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument);
    const used = new Set<string>();
    for (const path of readServedFiles(widgets, undefined).keys()) {
      const template = templateOf(path);
      used.add(template);
      await checker.check('get', template, 200, await fetch(url + path));
      await checker.check('get', template, 304, await fetch(url + path, { headers: { 'if-none-match': '*' } }));
    }
    assert.deepEqual([...used].toSorted(), templates.toSorted());
    await checker.check('get', '/w/{version}/{file}', 404, await fetch(`${url}/w/9.9.9/widgets.js`));
  });
});
