package io.slipway.builds.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagPatterns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    private static final Rule NEWEST_TWO = Rule.about("two", Kind.TAGS, Keep.newest(2));

    private final Shelf shelf = new Shelf("app");

    @Test
    void the_newest_are_kept() {
        shelf.image("a", 3).image("b", 1).image("c", 2);
        assertThat(shelf.going(shelf.under(NEWEST_TWO))).containsExactly("a");
    }

    @Test
    void candidates_without_a_rule_are_kept() {
        shelf.image("release-1", 900).image("branch-1", 900);
        Outcome outcome = shelf.under(
                Rule.about("branches", Kind.TAGS, Keep.pushedWithin("14d")).tagged("branch-*"));
        assertThat(shelf.going(outcome)).containsExactly("branch-1");
        assertThat(outcome.verdicts())
                .filteredOn(Verdict::stays)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.reason()).isEqualTo("no rule covers it"));
    }

    @Test
    void recently_pulled_images_are_kept_and_a_push_counts_as_a_pull() {
        shelf.image("in-use", 90).pulled("in-use", 30);
        shelf.image("new", 10).image("idle", 90).image("idle-too", 90).pulled("idle-too", 31);
        Outcome outcome = shelf.under(Rule.about("used", Kind.TAGS, Keep.pulledWithin("30d")));
        assertThat(shelf.going(outcome)).containsExactly("idle", "idle-too");
        assertThat(outcome.verdicts())
                .filteredOn(Verdict::stays)
                .extracting(Verdict::reason)
                .containsExactlyInAnyOrder("pulled within 30d", "pushed within 30d, which counts as a pull");
    }

    @Test
    void a_pull_of_a_manifest_counts_as_a_pull_of_its_index() {
        shelf.manifest("amd64", 90).manifest("arm64", 90).manifest("index", 90).children("index", "amd64", "arm64");
        shelf.tag("1.0", "index", 90).pulled("arm64", 3);
        Rule used = Rule.about("used", Kind.TAGS, Keep.pulledWithin("7d"));
        assertThat(shelf.under(used).going()).isZero();
        shelf.pulled("arm64", 8);
        assertThat(shelf.going(shelf.under(used))).containsExactly("index", "amd64", "arm64");
    }

    @Test
    void the_first_rule_that_keeps_a_tag_decides_and_otherwise_the_last_rule_that_covers_it() {
        shelf.image("a", 30).image("b", 3).image("c", 60);
        Outcome outcome = shelf.under(
                Rule.about("week", Kind.TAGS, Keep.pushedWithin("7d")),
                Rule.about("two newest", Kind.TAGS, Keep.newest(2)));
        assertThat(outcome.verdicts())
                .extracting(Verdict::stays, verdict -> verdict.rule().orElse(""), Verdict::reason)
                .containsExactly(
                        tuple(true, "two newest", "among the newest 2"),
                        tuple(true, "week", "pushed within 7d"),
                        tuple(false, "two newest", "no rule keeps it"));
    }

    /** Each case: a range, and the tags among 1.0, 1.2, 1.10, 2.0-beta, 2.0 and main that are deleted when the newest one is kept. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*        | 1.0 1.2 1.10 2.0-beta",
                "[1.0,2.0)| 1.0 1.2 1.10",
                "1.*      | 1.0 1.2 1.10",
                "[1.0,1.10]| 1.0 1.2",
                "[3.0,)   | ''"
            })
    void the_newest_in_a_range_of_versions_are_the_highest(String range, String going) {
        // 2.0 was pushed first: the order of the versions counts, not that of the pushes.
        shelf.image("2.0", 9)
                .image("1.0", 8)
                .image("2.0-beta", 7)
                .image("1.10", 6)
                .image("1.2", 5)
                .image("main", 4);
        Outcome outcome =
                shelf.under(Rule.about("versions", Kind.TAGS, Keep.newest(1)).within(range.strip()));
        List<String> expected = going.isEmpty() ? List.of() : List.of(going.split(" "));
        assertThat(shelf.going(outcome)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_rule_does_not_cover_the_exceptions_of_its_pattern() {
        shelf.image("branch-main", 90).image("branch-x", 90);
        Rule rule = new Rule(
                "branches",
                Kind.TAGS,
                TagPatterns.ANY,
                new TagPatterns(List.of("branch-*"), List.of("branch-main")),
                Optional.empty(),
                Keep.newest(0));
        assertThat(shelf.going(shelf.under(rule))).containsExactly("branch-x");
    }

    @Test
    void a_rule_for_other_repositories_has_no_effect() {
        shelf.image("a", 90);
        assertThat(shelf.under(Rule.about("r", Kind.TAGS, Keep.newest(0)).in("other/**"))
                        .going())
                .isZero();
    }

    @Test
    void an_index_is_deleted_before_its_manifests() {
        shelf.manifest("amd64", 90, "base")
                .manifest("arm64", 90)
                .manifest("index", 90)
                .children("index", "amd64", "arm64");
        shelf.tag("1.0", "index", 90);
        Outcome outcome = shelf.under(Rule.about("none", Kind.TAGS, Keep.newest(0)));
        assertThat(shelf.going(outcome)).containsExactly("index", "amd64", "arm64");
        assertThat(shelf.under(Rule.about("all", Kind.TAGS, Keep.newest(1))).going())
                .isZero();
    }

    @Test
    void a_manifest_of_two_indexes_is_kept_with_either() {
        shelf.manifest("shared", 90).manifest("one", 90).children("one", "shared");
        shelf.manifest("two", 80).children("two", "shared");
        shelf.tag("one", "one", 90).tag("two", "two", 80);
        assertThat(shelf.going(shelf.under(Rule.about("newest", Kind.TAGS, Keep.newest(1)))))
                .containsExactly("one");
    }

    @Test
    void referrers_by_field_and_by_tag_are_kept_or_deleted_with_their_subject() {
        shelf.image("old", 90).image("new", 1);
        shelf.manifest("sbom of old", 1).subject("sbom of old", "old");
        shelf.manifest("sbom of new", 90).subject("sbom of new", "new");
        shelf.manifest("signature of old", 1);
        shelf.tag(Shelf.digest("old").toString().replace(':', '-') + ".sig", "signature of old", 1);
        Outcome outcome = shelf.under(
                Rule.about("newest", Kind.TAGS, Keep.newest(1)), Rule.about("untagged", Kind.UNTAGGED, Keep.newest(0)));
        assertThat(shelf.going(outcome)).containsExactlyInAnyOrder("old", "sbom of old", "signature of old");
    }

    @Test
    void only_the_tag_is_deleted_if_its_manifest_has_another_tag() {
        shelf.image("1.0", 90).tag("branch-x", "1.0", 90);
        Outcome outcome =
                shelf.under(Rule.about("branches", Kind.TAGS, Keep.newest(0)).tagged("branch-*"));
        assertThat(outcome.manifests()).isEmpty();
        assertThat(outcome.tags()).containsExactly(Map.entry(new Tag("branch-x"), Shelf.digest("1.0")));
    }

    @Test
    void manifests_without_a_tag_are_deleted_by_their_own_rule_but_not_within_an_hour() {
        shelf.manifest("fresh", 0).manifest("week", 8).manifest("day", 1);
        assertThat(shelf.going(shelf.under(Rule.about("untagged", Kind.UNTAGGED, Keep.pushedWithin("7d")))))
                .containsExactly("week");
        assertThat(shelf.going(shelf.under(Rule.about("untagged", Kind.UNTAGGED, Keep.newest(0)))))
                .containsExactlyInAnyOrder("week", "day");
    }

    @Test
    void caches_with_and_without_a_tag_are_deleted_by_age() {
        shelf.image("cache", 9)
                .cache("cache")
                .manifest("older", 20)
                .cache("older")
                .image("1.0", 20);
        assertThat(shelf.going(shelf.under(Rule.about("caches", Kind.CACHES, Keep.pushedWithin("7d")))))
                .containsExactlyInAnyOrder("cache", "older");
    }

    @Test
    void the_newest_images_of_each_environment_and_tenant_are_kept() {
        shelf.image("1-d1", 9)
                .image("2-d2", 8)
                .image("2-d3", 7)
                .image("3-d4", 6)
                .image("manual", 99);
        Map<Tag, String> groups = Map.of(
                new Tag("1-d1"), "production",
                new Tag("2-d2"), "production",
                new Tag("2-d3"), "test",
                new Tag("3-d4"), "production");
        Outcome outcome = shelf.under(new Safe(), groups, Rule.about("deployments", Kind.DEPLOYMENTS, Keep.newest(2)));
        assertThat(shelf.going(outcome)).containsExactly("1-d1");
    }

    @Test
    void safe_candidates_are_kept_with_their_reason_regardless_of_the_rules() {
        shelf.image("a", 90).image("b", 90).image("c", 90).manifest("d", 90);
        Safe safe = new Safe()
                .keep(new Tag("a"), "current in Production")
                .keep(Shelf.digest("b"), "in the bin")
                .keep(Shelf.digest("d"), "in the bin");
        Outcome outcome = shelf.under(
                safe,
                Map.of(),
                Rule.about("none", Kind.TAGS, Keep.newest(0)),
                Rule.about("untagged", Kind.UNTAGGED, Keep.newest(0)));
        assertThat(shelf.going(outcome)).containsExactly("c");
        assertThat(outcome.verdicts().getFirst().reason()).isEqualTo("current in Production");
    }

    @Test
    void only_bytes_that_no_kept_manifest_uses_count_as_freed() {
        shelf.image("old", 9, "base", "old layer")
                .image("older", 10, "base", "old layer")
                .image("new", 1, "base");
        Outcome outcome = shelf.under(Rule.about("newest", Kind.TAGS, Keep.newest(1)));
        // Two manifests of 100, two configs of 10, and one layer of 1,000 shared by both.
        assertThat(outcome.bytes()).isEqualTo(2 * 100 + 2 * 10 + 1_000);
    }

    @Test
    void versions_of_packages_are_covered_only_by_rules_for_packages() {
        Shelf packages =
                new Shelf("default/packages/acme.web").image("1.0.0", 90).image("1.1.0", 80);
        assertThat(packages.under(NEWEST_TWO, Rule.about("tags", Kind.TAGS, Keep.newest(0)))
                        .going())
                .isZero();
        assertThat(packages.going(packages.under(Rule.about("packages", Kind.PACKAGES, Keep.newest(1)))))
                .containsExactly("1.0.0");
    }
}
