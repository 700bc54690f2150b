package io.slipway.builds.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold for any repository and any rules. */
class GeneratedEvaluationTest {
    private static final int REPOSITORIES = 500;

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final List<String> words = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_kept_manifest_depends_on_a_deleted_one(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REPOSITORIES; i++) {
            Shelf shelf = shelf(random);
            Safe safe = new Safe().keep(new Tag("tag0"), "safe");
            Outcome outcome = shelf.under(safe, Map.of(), rules(random));
            RepositoryContents contents = shelf.contents();
            Set<Digest> going =
                    outcome.manifests().stream().map(HeldManifest::digest).collect(Collectors.toSet());
            contents.manifests().stream()
                    .filter(it -> !going.contains(it.digest()))
                    .forEach(stays -> {
                        assertThat(Collections.disjoint(going, stays.children()))
                                .isTrue();
                    });
            // Each tag has one decision, and a manifest is deleted only if none of its tags is kept.
            assertThat(outcome.verdicts())
                    .extracting(Verdict::tag)
                    .filteredOn(java.util.Optional::isPresent)
                    .doesNotHaveDuplicates();
            outcome.verdicts().stream()
                    .filter(Verdict::stays)
                    .forEach(verdict -> assertThat(going).doesNotContain(verdict.digest()));
            assertThat(Collections.disjoint(
                            going,
                            contents.tags().stream()
                                    .filter(tag -> tag.name().equals("tag0"))
                                    .map(tag -> tag.digest())
                                    .toList()))
                    .isTrue();
            assertThat(outcome.going())
                    .isEqualTo(outcome.manifests().size() + outcome.tags().size());
            assertContainersFirst(outcome);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void a_second_run_deletes_nothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REPOSITORIES; i++) {
            Shelf shelf = shelf(random);
            Rule[] rules = {Rule.about("newest", Kind.TAGS, Keep.newest(random.nextInt(4)))};
            RepositoryContents contents = shelf.contents();
            Outcome first = shelf.under(rules);
            Set<HeldManifest> gone = new HashSet<>(first.manifests());
            Set<Digest> goneDigests = gone.stream().map(HeldManifest::digest).collect(Collectors.toSet());
            RepositoryContents after = new RepositoryContents(
                    contents.name(),
                    contents.tags().stream()
                            .filter(tag -> !goneDigests.contains(tag.digest())
                                    && !first.tags().containsKey(new Tag(tag.name())))
                            .toList(),
                    contents.manifests().stream()
                            .filter(it -> !gone.contains(it))
                            .toList());
            Outcome second = Evaluation.of(after, List.of(rules), new Safe(), Map.of(), Shelf.NOW);
            assertThat(second.going()).isZero();
            assertThat(second.bytes()).isZero();
        }
    }

    private static void assertContainersFirst(Outcome outcome) {
        Set<Digest> seen = new HashSet<>();
        for (HeldManifest manifest : outcome.manifests()) {
            seen.add(manifest.digest());
            assertThat(Collections.disjoint(
                            seen,
                            manifest.children().stream()
                                    .filter(child -> !child.equals(manifest.digest()))
                                    .toList()))
                    .isTrue();
        }
    }

    /** Lets manifests contain or refer to earlier ones only, because digests cannot form a cycle. */
    private Shelf shelf(Random random) {
        Shelf shelf = new Shelf("app");
        words.clear();
        int size = 1 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            String word = "m" + i;
            shelf.manifest(word, random.nextInt(30), "layer" + random.nextInt(5));
            if (i > 0 && random.nextInt(4) == 0) {
                shelf.children(word, "m" + random.nextInt(i), "m" + random.nextInt(i));
            }
            if (i > 0 && random.nextInt(5) == 0) {
                shelf.subject(word, "m" + random.nextInt(i));
            }
            words.add(word);
        }
        for (int i = 0; i < random.nextInt(20); i++) {
            shelf.tag("tag" + i, words.get(random.nextInt(size)), random.nextInt(30));
        }
        return shelf;
    }

    private static Rule[] rules(Random random) {
        Rule[] rules = new Rule[random.nextInt(4)];
        for (int i = 0; i < rules.length; i++) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            Keep keep = random.nextBoolean()
                    ? Keep.newest(random.nextInt(4))
                    : Keep.pushedWithin((1 + random.nextInt(20)) + "d");
            rules[i] = Rule.about("rule " + i, kind, keep);
        }
        return rules;
    }
}
