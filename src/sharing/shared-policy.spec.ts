import { createHash } from 'node:crypto';
import { policyOfPage } from './shared-policy';

describe('policyOfPage', () => {
  it('lets the style sheets of the page apply, by their hashes, and nothing else', () => {
    const policy = policyOfPage('<head><style>a{}</style></head>');
    const hash = createHash('sha256').update('a{}').digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}';`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|script-src|\*/);
  });

  it('lets none apply where there is none', () => {
    expect(policyOfPage('<p>')).toContain("style-src 'none';");
  });
});
