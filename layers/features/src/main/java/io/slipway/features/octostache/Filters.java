package io.slipway.features.octostache;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters, by name. If a filter returns null, its token stays unchanged. */
final class Filters {
    private final Map<String, Filter> filters = new HashMap<>();

    /** A filter that returns null for null. */
    @FunctionalInterface
    interface TextFilter {
        @Nullable
        String apply(String input, List<String> options);
    }

    /** Creates the built-in filters, and adds the extensions whose names are not taken. */
    Filters(Clock clock, Run run, Map<String, Filter> extensions) {
        extensions.forEach(this::put);
        CaseAndCodeFilters.register(this);
        EscapeFilters.register(this);
        RegexFilters.register(this, run);
        SliceFilters.register(this);
        HashFilters.register(this);
        UriFilters.register(this);
        VersionFilters.register(this);
        DateFilters.register(this, clock);
        FormatFilter.register(this, clock.getZone());
        MarkdownFilter.register(this);
        put("null", (input, options) -> null);
    }

    void put(String name, Filter filter) {
        filters.put(Lexer.lower(name), filter);
    }

    void putText(String name, TextFilter filter) {
        put(name, (input, options) -> input == null ? null : filter.apply(input, options));
    }

    boolean knows(String name) {
        return filters.containsKey(Lexer.lower(name));
    }

    @Nullable
    String apply(String name, @Nullable String input, List<String> options) {
        Filter filter = filters.get(Lexer.lower(name));
        return filter == null ? null : filter.apply(input, options);
    }
}
