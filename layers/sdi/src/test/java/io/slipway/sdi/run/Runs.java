package io.slipway.sdi.run;

import io.slipway.sdi.report.Feature;
import io.slipway.sdi.substitute.Templates;
import io.slipway.sdi.variables.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of literal variables. The template language here knows only names: the run's own rules need no more. */
final class Runs {
    private static final Pattern NAME = Pattern.compile("#\\{(\\w+)\\}");

    private Runs() {}

    static Plan plan(Path folder, Map<String, String> variables, Limits limits) throws IOException {
        Variables values = of(variables);
        return FileFeatures.plan(folder, Configuration.of(values), values, names(variables), limits);
    }

    static Plan plan(Path folder, Map<String, String> variables, Map<Feature, Step> steps) throws IOException {
        return FileFeatures.plan(folder, Configuration.of(of(variables)), steps, Limits.DEFAULT);
    }

    static Variables of(Map<String, String> literal) {
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.putAll(literal);
        return new Variables() {
            @Override
            public List<String> names() {
                return List.copyOf(variables.keySet());
            }

            @Override
            public Optional<Value> value(String name) {
                return Optional.ofNullable(variables.get(name)).map(text -> new Value(text, false));
            }
        };
    }

    private static Templates names(Map<String, String> variables) {
        return template -> {
            List<String> missing = new ArrayList<>();
            String text = NAME.matcher(template).replaceAll(token -> {
                String value = variables.get(token.group(1));
                if (value == null) {
                    missing.add("'" + token.group() + "'");
                }
                return Matcher.quoteReplacement(value == null ? token.group() : value);
            });
            return new Templates.Result(
                    text,
                    missing.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "The following tokens were unable to be evaluated: " + String.join(", ", missing)));
        };
    }
}
