// Runs axe on what is shown and hands on, for each fault, its rule and the element. The frame of an
// archived page is a person's page, not ours.
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: tags, iframes: false, resultTypes: ['violations'] }).then(
    ({ violations }) =>
        done(
            violations.flatMap(({ id, help, nodes }) =>
                nodes.map(
                    ({ target, html, failureSummary }) =>
                        `${id} (${help}): ${target.join(' ')} ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ')}`,
                ),
            ),
        ),
    (error) => done([String(error)]),
);
