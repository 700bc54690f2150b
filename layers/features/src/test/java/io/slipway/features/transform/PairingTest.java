package io.slipway.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.features.transform.Pairing.Pair;
import io.slipway.features.transform.Pairing.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Specifies how transforms are paired with the files that they change. */
class PairingTest {
    private final List<String> files = new ArrayList<>(List.of("Web.config", "Web.Release.config", "Web.Test.config"));

    @Test
    void release_then_the_environment_then_the_tenant_are_applied_automatically() throws Exception {
        files.add("Web.Acme.config");

        assertThat(Pairing.of("/app", files, new Request(List.of(), true, "Test", "Acme", false))
                        .pairs())
                .extracting(Pair::transform)
                .containsExactly("Web.Release.config", "Web.Test.config", "Web.Acme.config");
    }

    @Test
    void listed_transforms_come_before_the_automatic_ones() throws Exception {
        files.add("Web.Shop.config");

        assertThat(pairs(true, "Web.Shop.config => Web.config"))
                .containsExactly("Web.Shop.config", "Web.Release.config");
    }

    @Test
    void a_blank_environment_name_matches_no_transform() throws Exception {
        files.add("Web. .config");

        assertThat(Pairing.of("/app", files, new Request(List.of(), true, " ", "", false))
                        .pairs())
                .extracting(Pair::transform)
                .containsExactly("Web.Release.config");
    }

    @Test
    void no_transform_is_applied_unless_requested() throws Exception {
        assertThat(pairs(false)).isEmpty();
        assertThat(pairs(false, "", "  ")).isEmpty();
    }

    @Test
    void a_name_without_an_arrow_works_with_and_without_its_extension() throws Exception {
        assertThat(pairs(false, "Test")).containsExactly("Web.Test.config");
        assertThat(pairs(false, "Test.config")).containsExactly("Web.Test.config");
        assertThat(pairs(false, ".Test.config")).containsExactly("Web.Test.config");
    }

    @Test
    void a_name_without_an_arrow_applies_both_files_if_both_exist() throws Exception {
        files.add("Web.Test");

        assertThat(pairs(true, "Test")).startsWith("Web.Test.config", "Web.Test");
    }

    @Test
    void with_automatic_transforms_a_name_without_an_arrow_changes_only_config_files() throws Exception {
        files.addAll(List.of("Web.xml", "App.xml", "App.Test.config"));

        assertThat(pairing(true, "Test").pairs())
                .contains(new Pair("Web.config", "Web.Test.config"))
                .noneMatch(pair -> pair.target().endsWith(".xml"));
    }

    @Test
    void a_pair_listed_both_by_name_and_by_arrow_is_applied_once() throws Exception {
        Pairing pairing = pairing(true, "Release", "Web.Release.config => Web.config");

        assertThat(pairing.pairs()).containsExactly(new Pair("Web.config", "Web.Release.config"));
        assertThat(pairing.notes())
                .containsExactly("The transform pattern \"Web.Release.config => Web.config\" was not performed as it "
                        + "overlapped with another transform.");
    }

    @Test
    void an_automatic_transform_that_matches_no_files_is_not_noted() throws Exception {
        assertThat(Pairing.of("/app", List.of("Web.config"), new Request(List.of(), true, "Test", "Acme", false))
                        .notes())
                .isEmpty();
    }

    @Test
    void files_are_found_at_any_depth() throws Exception {
        files.addAll(List.of("a/b/Web.config", "a/b/Web.Test.config", "a/Web.Test.config"));

        assertThat(pairing(false, "Test").pairs())
                .containsExactly(
                        new Pair("Web.config", "Web.Test.config"), new Pair("a/b/Web.config", "a/b/Web.Test.config"));
    }

    @Test
    void a_target_relative_to_the_working_folder_begins_with_a_dot() throws Exception {
        files.addAll(List.of("a/Web.config", "Shop.config"));

        assertThat(pairing(false, "/app/Shop.config => ./Web.config").pairs())
                .containsExactly(new Pair("Web.config", "Shop.config"));
        assertThat(pairing(false, "/app/Shop.config => ./a/Web.config").pairs())
                .containsExactly(new Pair("a/Web.config", "Shop.config"));
    }

    @Test
    void backslashes_are_slashes() throws Exception {
        files.add("transforms/Shop.config");

        assertThat(pairs(false, "transforms\\Shop.config => Web.config")).containsExactly("transforms/Shop.config");
    }

    @Test
    void a_name_without_an_arrow_changes_only_config_files_even_beside_pairs_with_another_ending() throws Exception {
        files.addAll(List.of("Web.Release.sitemap", "Web.sitemap"));

        assertThat(pairing(true, "Web.Release.sitemap => Web.sitemap").pairs())
                .containsExactlyInAnyOrder(
                        new Pair("Web.config", "Web.Release.config"), new Pair("Web.sitemap", "Web.Release.sitemap"));
        assertThat(pairing(false, "Web.Release.sitemap => Web.sitemap", "Release")
                        .pairs())
                .containsExactlyInAnyOrder(
                        new Pair("Web.config", "Web.Release.config"), new Pair("Web.sitemap", "Web.Release.sitemap"));
    }

    @Test
    void both_sides_may_contain_the_folder_of_both_files() throws Exception {
        files.addAll(List.of("api/web.config", "api/web.development.config", "b/api/web.config", "web.config"));

        assertThat(pairing(false, "api\\web.development.config => api\\web.config")
                        .pairs())
                .containsExactly(new Pair("api/web.config", "api/web.development.config"));
        assertThat(pairing(false, "api/*.development.config => api/*.config").pairs())
                .containsExactly(new Pair("api/web.config", "api/web.development.config"));
    }

    @Test
    void a_pair_that_matches_no_files_is_reported() throws Exception {
        assertThat(pairing(true, "Web.Shop.config => Web.config").unmatched())
                .containsExactly("The transform pattern \"Web.Shop.config => Web.config\" was not performed as no "
                        + "matching files could be found.");
        assertThat(pairing(true, "Release").unmatched()).isEmpty();
    }

    @Test
    void names_are_case_sensitive() throws Exception {
        assertThat(pairs(false, "test")).isEmpty();
        assertThat(pairs(false, "Web.Test.config => web.Config")).isEmpty();
    }

    @Test
    void a_file_does_not_transform_itself() throws Exception {
        assertThat(pairs(false, "Web.config => *.config"))
                .containsOnly("Web.config")
                .hasSize(2);
        assertThat(pairing(false, "Web.config => Web.config").pairs()).isEmpty();
    }

    @Test
    void files_with_other_extensions_are_found_if_definitions_have_targets() throws Exception {
        files.addAll(List.of("nlog.xml", "nlog.Test.xml", "noextension"));

        assertThat(pairing(false, "*.Test.xml => *.xml").pairs())
                .containsExactly(new Pair("nlog.xml", "nlog.Test.xml"));
        assertThat(pairing(false, "nlog.Test.xml => noextension").pairs())
                .containsExactly(new Pair("noextension", "nlog.Test.xml"));
    }

    @Test
    void a_wildcard_elsewhere_in_the_transforms_name_matches_but_does_not_pair_names() throws Exception {
        files.addAll(List.of("App.one.Test.config", "App.two.Test.config", "App.config"));

        assertThat(pairs(false, "App.*.Test.config => App.config"))
                .containsExactly("App.one.Test.config", "App.two.Test.config");
    }

    @Test
    void a_missing_side_of_the_arrow_is_an_error() {
        for (String wrong : List.of("=>", "Web.Test.config =>", "=> Web.config", " => ")) {
            assertThatThrownBy(() -> pairing(false, wrong))
                    .as(wrong)
                    .isInstanceOf(PairingException.class)
                    .hasMessageContaining("must have a file on each side of its arrow");
        }
    }

    @Test
    void transforms_outside_the_folder_are_rejected() {
        for (String outside : List.of(
                "/etc/passwd => Web.config",
                "../other/Shop.config => Web.config",
                "..\\Shop.config => Web.config",
                "a/../../Shop.config => *.config",
                "/app/../etc/Shop.config => Web.config",
                "/application/Shop.config => Web.config")) {
            assertThatThrownBy(() -> pairing(false, outside))
                    .as(outside)
                    .isInstanceOf(PairingException.class)
                    .hasMessageContaining("must stay inside the folder");
        }
    }

    @Test
    void a_transform_may_be_in_the_parent_of_the_files_folder() throws Exception {
        files.addAll(List.of("a/Web.config", "Shop.config"));

        assertThat(pairing(false, "../Shop.config => Web.config").pairs())
                .containsExactly(new Pair("a/Web.config", "Shop.config"));
    }

    @Test
    void an_environment_name_that_is_a_path_matches_no_transform() throws Exception {
        for (String name : List.of("../../etc/passwd", "/etc/passwd", "..", "a/b", "*", "?")) {
            files.add("x");
            assertThat(Pairing.of("/app", files, new Request(List.of(), true, name, name, false))
                            .pairs())
                    .as(name)
                    .allMatch(pair -> files.contains(pair.transform()));
        }
    }

    @Test
    void skipped_files_are_reported_on_request() throws Exception {
        assertThat(Pairing.of("/app", files, new Request(List.of("Shop.config => Web.config"), false, "", "", true))
                        .notes())
                .anyMatch(note -> note.startsWith("Web.config: \"Shop.config => Web.config\": skipping"));
    }

    @Test
    @Timeout(120)
    void many_files_and_definitions_take_little_time_or_are_rejected() throws Exception {
        List<String> many = IntStream.range(0, 12_000)
                .mapToObj(i -> "d" + i / 100 + "/f" + i + ".config")
                .toList();

        assertThat(Pairing.of("/app", many, new Request(List.of("*.Test.config => *.config"), true, "A", "B", false))
                        .pairs())
                .isEmpty();
        assertThatThrownBy(() -> Pairing.of(
                        "/app", many, new Request(List.of("/app/d0/f0.config => *.config"), false, "", "", false)))
                .isInstanceOf(PairingException.class)
                .hasMessageContaining("10000 pairs");
    }

    private List<String> pairs(boolean automatic, String... listed) throws PairingException {
        return pairing(automatic, listed).pairs().stream().map(Pair::transform).toList();
    }

    private Pairing pairing(boolean automatic, String... listed) throws PairingException {
        return Pairing.of("/app", files, new Request(List.of(listed), automatic, "", "", false));
    }
}
