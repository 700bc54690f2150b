package io.slipway.features.octostache;

import io.slipway.features.octostache.TemplateResult.Left;
import io.slipway.features.octostache.TemplateResult.Use;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Collects the reports on a template's own tokens. Tokens in the values of variables have no position in it. */
final class TokenLog {
    private final Mistakes mistakes;
    private final Set<Use> uses = new LinkedHashSet<>();
    private final Map<Integer, Left> left = new TreeMap<>();

    TokenLog(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void used(String name, int at, boolean found) {
        uses.add(new Use(name, at, found));
    }

    /** Reports a token without a value: an unreadable tag and a name that continues on the next line count as values. */
    void unresolved(int at, String token, TokenProblem problem) {
        Optional<Left> mistake = mistakes.known(at);
        if (mistake.isPresent()) {
            add(mistake.get());
        } else if (token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0) {
            add(mistakes.notClosedOnItsLine(at));
        } else {
            add(new Left(at, "'" + token + "' cannot be evaluated: " + problem.why(), problem.mistake()));
        }
    }

    /** Reports a problem within a value that a token wrote. */
    void unresolvedWithin(int at, String name, String within) {
        add(new Left(at, "the value of " + name + " holds '" + within + "', which cannot be evaluated", false));
    }

    /** Reports an unreadable part. */
    void unread(int at) {
        mistakes.unread(at).ifPresent(this::add);
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    List<Left> left() {
        return List.copyOf(left.values());
    }

    /** Adds a part once, even if it is evaluated repeatedly in a repetition. */
    private void add(Left part) {
        left.putIfAbsent(part.at(), part);
    }
}
