package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Symbol;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Evaluates templates with a set of variables. */
public final class TemplateEngine {
    /** The maximum number of characters of a template's result, including intermediate results. */
    public static final long MAX_OUTPUT = 64L * 1024 * 1024;

    /** The maximum number of tokens of one evaluation, including those in the values of variables. */
    public static final long MAX_TOKENS = 2_000_000;

    private final Binding root = new Binding();
    private final Map<String, Binding> declared = new HashMap<>();
    private final Clock clock;
    private final Map<String, Filter> extensions;

    /**
     * Creates an engine for these variables; of two with the same name, the later one wins. {@code NowDate} uses the
     * clock's zone.
     *
     * @param extensions additional filters, which cannot replace the built-in ones
     */
    public TemplateEngine(List<Variable> variables, Clock clock, Map<String, Filter> extensions) {
        this.clock = clock;
        this.extensions = Map.copyOf(extensions);
        variables.forEach(this::bind);
    }

    private void bind(Variable variable) {
        Parsed<Symbol> path = ExpressionParser.path(variable.name());
        if (path.failed()) {
            return;
        }
        Binding place = root;
        for (PathStep step : path.get().steps()) {
            place = switch (step) {
                case PathStep.Name name -> place.orAddNamed(name.text());
                case PathStep.Index index -> place.orAddIndexed(index.text());
                case PathStep.Lookup lookup ->
                    place.orAddIndexed(lookup.symbol().toString());
            };
        }
        place.set(variable.value() == null ? "" : variable.value(), variable.sensitive());
        declared.put(variable.name(), place);
    }

    /** Returns whether an evaluated template used the variable's value, directly or through others. */
    public boolean used(String name) {
        return declared.containsKey(name) && declared.get(name).used();
    }

    /**
     * Evaluates a template.
     *
     * @param haltOnError whether a mistake makes the whole template a literal text; otherwise only unreadable parts are literal
     */
    public TemplateResult evaluate(String template, boolean haltOnError) {
        if (!template.contains("#{")) {
            return TemplateResult.of(template);
        }
        TemplateParser.ParsedTemplate read = haltOnError
                ? TemplateParser.parse(template)
                        .map(tokens -> new TemplateParser.ParsedTemplate(tokens, new TokenLog(new Mistakes(template))))
                        .orElse(null)
                : TemplateParser.parseOnwards(template);
        if (read == null) {
            return new TemplateResult(
                    template,
                    List.of(),
                    Optional.of("The template is not valid: " + excerpt(template)),
                    false,
                    List.of(),
                    List.of(),
                    List.of());
        }
        TokenLog log = read.log();
        Run run = new Run(clock, extensions, MAX_OUTPUT);
        StringBuilder out = new StringBuilder(template.length());
        TemplateFindings findings =
                new Evaluator(run, log).evaluate(read.tokens(), new TemplateScope(root, null, run), out);
        List<String> missing = new ArrayList<>(new LinkedHashSet<>(findings.missing()));
        Optional<String> error = missing.isEmpty() ? Optional.empty() : Optional.of(describe(missing));
        return new TemplateResult(
                findings.nulls().isEmpty() ? out.toString() : null,
                missing,
                error,
                run.sensitive(),
                List.copyOf(run.secrets()),
                log.uses(),
                log.left());
    }

    private static String describe(List<String> missing) {
        return missing.stream()
                .collect(Collectors.joining("', '", "The following tokens were unable to be evaluated: '", "'"));
    }

    private static String excerpt(String template) {
        return template.length() <= 80 ? template : template.substring(0, 80) + "…";
    }
}
