package io.slipway.builds.retention;

import io.slipway.packages.version.SemanticVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides about the candidates of one repository: the first rule that keeps a candidate wins, and a candidate without a rule is kept. */
final class Decision {
    private static final Comparator<Candidate> NEWEST_LAST =
            Comparator.comparing(Candidate::pushed).thenComparing(Candidate::name);

    private final Instant now;
    private final List<Rule> rules;
    private final Map<Rule, Set<Candidate>> newest = new HashMap<>();

    /** Prepares decisions by these rules, which must all cover the candidates' repository. */
    Decision(List<Rule> rules, List<Candidate> candidates, Instant now) {
        this.rules = rules;
        this.now = now;
        for (Rule rule : rules) {
            rule.keep().newest().ifPresent(number -> newest.put(rule, newest(rule, number, candidates)));
        }
    }

    /**
     * A decision.
     *
     * @param stays whether the candidate is kept
     * @param rule the rule that decides
     * @param reason the reason
     */
    record Made(boolean stays, Optional<String> rule, String reason) {}

    Made about(Candidate candidate) {
        Optional<Rule> last = Optional.empty();
        for (Rule rule : rules) {
            if (rule.selects(candidate)) {
                Optional<String> kept = keeps(rule, candidate);
                if (kept.isPresent()) {
                    return new Made(true, Optional.of(rule.name()), kept.get());
                }
                last = Optional.of(rule);
            }
        }
        return last.map(rule -> new Made(false, Optional.of(rule.name()), "no rule keeps it"))
                .orElseGet(() -> new Made(true, Optional.empty(), "no rule covers it"));
    }

    private Optional<String> keeps(Rule rule, Candidate candidate) {
        Keep keep = rule.keep();
        if (keep.all()) {
            return Optional.of("the rule keeps everything");
        }
        if (newest.getOrDefault(rule, Set.of()).contains(candidate)) {
            return Optional.of("among the newest " + keep.newest().orElse(0));
        }
        return keep.pushedWithin()
                .filter(age -> isWithin(candidate.pushed(), age))
                .map(age -> "pushed within " + age)
                .or(() -> keep.pulledWithin().flatMap(age -> used(candidate, age)));
    }

    /** Checks the last use. Only the day of a pull is known, and counts until its end. */
    private Optional<String> used(Candidate candidate, Age age) {
        Optional<Instant> end = candidate
                .pulled()
                .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        if (end.filter(moment -> isWithin(moment, age)).isPresent()) {
            return Optional.of("pulled within " + age);
        }
        return isWithin(candidate.pushed(), age)
                ? Optional.of("pushed within " + age + ", which counts as a pull")
                : Optional.empty();
    }

    private boolean isWithin(Instant moment, Age age) {
        return moment.isAfter(now.minus(age.duration()));
    }

    private static Set<Candidate> newest(Rule rule, int number, List<Candidate> candidates) {
        Comparator<Candidate> order = rule.versions().isPresent() ? Decision::byVersion : NEWEST_LAST;
        Map<String, List<Candidate>> groups = new HashMap<>();
        candidates.stream()
                .filter(rule::selects)
                .forEach(candidate -> groups.computeIfAbsent(
                                rule.of() == Kind.DEPLOYMENTS ? candidate.group() : "", group -> new ArrayList<>())
                        .add(candidate));
        Set<Candidate> newest = new HashSet<>();
        groups.values()
                .forEach(group ->
                        group.stream().sorted(order.reversed()).limit(number).forEach(newest::add));
        return newest;
    }

    private static int byVersion(Candidate one, Candidate other) {
        int order = Comparator.<Candidate, Boolean>comparing(it -> version(it).isPresent())
                .compare(one, other);
        if (order == 0 && version(one).isPresent()) {
            order = version(one).get().compareTo(version(other).get());
        }
        return order != 0 ? order : NEWEST_LAST.compare(one, other);
    }

    private static Optional<SemanticVersion> version(Candidate candidate) {
        return candidate.tag().flatMap(Rule::version);
    }
}
