package io.slipway.features.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.features.CpuTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = temp.resolve("package");
        for (String file : List.of(
                "app.conf",
                "web.config",
                "conf/a.conf",
                "conf/b.conf",
                "conf/deep/c.conf",
                "conf/deep/notes.txt",
                "conf/.hidden.conf",
                "[conf]/x.ini",
                "{odd}/y.ini",
                "Names/UPPER.CONF")) {
            write(file);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            *.conf                    | app.conf
            **/*.conf                 | Names/UPPER.CONF app.conf conf/.hidden.conf conf/a.conf conf/b.conf conf/deep/c.conf
            conf/*                    | conf/.hidden.conf conf/a.conf conf/b.conf
            conf/**/c.conf            | conf/deep/c.conf
            conf/**/**/*.txt          | conf/deep/notes.txt
            **/deep/*                 | conf/deep/c.conf conf/deep/notes.txt
            conf/?.conf               | conf/a.conf conf/b.conf
            conf/{a,b}.conf           | conf/a.conf conf/b.conf
            {app,web}.{conf,config}   | app.conf web.config
            conf/[ab].conf            | conf/a.conf conf/b.conf
            conf/[a-c].conf           | conf/a.conf conf/b.conf
            conf/deep/c.conf          | conf/deep/c.conf
            conf\\deep\\*.conf        | conf/deep/c.conf
            ./conf//a.conf            | conf/a.conf
            conf/deep/../a.conf       | conf/a.conf
            """)
    void patterns_match(String pattern, String expected) throws Exception {
        assertThat(find(pattern)).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"CONF/A*.conf,conf/a.conf", "names/*.conf,Names/UPPER.CONF"})
    void a_pattern_ignores_case(String pattern, String expected) throws Exception {
        assertThat(find(pattern)).containsExactly(expected);
    }

    @Test
    void a_path_without_a_pattern_is_case_sensitive() throws Exception {
        assertThat(find("conf/A.conf")).isEmpty();
    }

    @Test
    void a_folder_with_brackets_or_braces_is_found_by_its_name() throws Exception {
        assertThat(find("[conf]/*.ini")).containsExactly("[conf]/x.ini");
        assertThat(find("{odd}/*.ini")).containsExactly("{odd}/y.ini");
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "conf", "conf/", "conf/**", "nothing/*", "", "[conf/a.conf"})
    void folders_and_missing_files_are_not_listed(String pattern) throws Exception {
        assertThat(find(pattern)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"{a,b,c}{a,b}x 6", "[abc] 4", "[a-d] 4", "{a,} 2", "{,a} 0", "{a} 0", "{a,{b,c}} 2", "{a,b/c,d} 0"
            })
    void a_group_expands_to_its_alternatives_and_to_the_pattern_itself(String pattern, int count) throws Exception {
        assertThat(Alternatives.of(pattern)).contains(pattern);
        // A set of characters also matches itself literally.
        assertThat(Alternatives.of(pattern)).hasSize(pattern.equals("[abc]") ? count : count + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "conf/../../secret", "/etc/*", "C:\\Windows\\*", "**/../../*"})
    void a_pattern_cannot_leave_the_folder(String pattern) {
        assertThatThrownBy(() -> find(pattern))
                .isInstanceOf(GlobException.class)
                .hasMessageContaining("leaves the folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[c-a]", "[a-]", "[ab-d]"})
    void an_invalid_range_is_an_error(String pattern) {
        assertThatThrownBy(() -> find(pattern))
                .isInstanceOf(GlobException.class)
                .hasMessageContaining("a range must be");
    }

    @Test
    void links_out_of_the_folder_are_not_followed() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret.conf"), "x");
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.createSymbolicLink(folder.resolve("leak.conf"), outside.resolve("secret.conf"));
        Files.createSymbolicLink(folder.resolve("gone.conf"), folder.resolve("nowhere"));
        Glob glob = new Glob(folder);

        assertThat(glob.files("**/*secret*")).isEmpty();
        assertThat(glob.files("out/*")).isEmpty();
        assertThat(glob.files("out/secret.conf")).isEmpty();
        assertThat(glob.files("{leak,gone}.conf")).isEmpty();
        assertThat(glob.linksNotFollowed()).containsExactly(Path.of("gone.conf"), Path.of("leak.conf"), Path.of("out"));
    }

    @Test
    void a_link_within_the_folder_is_another_name_of_the_same_file() throws Exception {
        Files.createSymbolicLink(folder.resolve("alias.conf"), folder.resolve("app.conf"));
        Files.createSymbolicLink(folder.resolve("conf/up"), folder);

        assertThat(find("a*.conf")).containsExactly("app.conf");
        assertThat(find("**/b.conf")).containsExactly("conf/b.conf");
    }

    @Test
    void many_stars_and_groups_take_bounded_time() throws Exception {
        write("a".repeat(200) + "b");
        CpuTime.within(Duration.ofSeconds(2), () -> {
            assertThat(find("*a".repeat(100) + "c")).isEmpty();
            assertThat(find("**/".repeat(1_000) + "*.ini")).hasSize(2);
            assertThatThrownBy(() -> find("{a,b}".repeat(30)))
                    .isInstanceOf(GlobException.class)
                    .hasMessageContaining(String.valueOf(Glob.MAX_ALTERNATIVES));
            return assertThatThrownBy(() -> find("a".repeat(Glob.MAX_PATTERN + 1)))
                    .isInstanceOf(GlobException.class);
        });
    }

    private List<String> find(String pattern) throws Exception {
        return new Glob(folder).files(pattern).stream().map(Path::toString).toList();
    }

    private void write(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }
}
