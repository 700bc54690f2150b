package io.slipway.builds.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.image.DockerfileRun.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerfileRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemorySource memory = new MemorySource();
    private final FileTree context = new FileTree();
    private final FileTree baseFiles = new FileTree();
    private String baseConfig = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"Env\":[\"PATH=/bin\"]}}";

    private void file(FileTree tree, String path, String content, boolean touched) {
        String folder = FileTree.parent(path);
        for (String above = folder; !above.isEmpty(); above = FileTree.parent(above)) {
            if (tree.find(above).isEmpty()) {
                tree.put(above, FileNode.folder(0755, 0, 0));
            }
        }
        tree.put(path, FileNode.file(0644, content.getBytes(UTF_8), memory, touched));
    }

    private StageState run(String dockerfile, Map<String, String> args) throws Exception {
        Bases bases = (name, platform) -> name.equals("base:1")
                ? Optional.of(new Base((ObjectNode) JSON.readTree(baseConfig), List.of(), platform, baseFiles::copy))
                : Optional.empty();
        return new DockerfileRun(
                        Dockerfile.parse(dockerfile),
                        new Settings(args, Optional.empty(), Platform.parse("linux/amd64")),
                        bases,
                        Optional.of(new FileWork(context, file -> Optional.empty())))
                .run();
    }

    private StageState run(String dockerfile) throws Exception {
        return run(dockerfile, Map.of());
    }

    private static JsonNode config(StageState state) throws Exception {
        return JSON.readTree(state.config().json(List.of()));
    }

    private static String mode(StageState state, String path) throws Exception {
        FileNode node = state.tree().find(path).orElseThrow();
        return Integer.toOctalString(node.mode()) + " " + node.user() + ":" + node.group();
    }

    @Test
    void files_that_features_may_touch_are_in_a_separate_layer() throws Exception {
        file(context, "web/app.dll", "binary", false);
        file(context, "web/appsettings.json", "{}", true);

        StageState state = run("FROM scratch\nCOPY web /app\n");

        assertThat(state.layers()).hasSize(2);
        assertThat(((Layer.Made) state.layers().getFirst()).files()).containsOnlyKeys("app", "app/app.dll");
        assertThat(((Layer.Made) state.layers().getLast()).files()).containsOnlyKeys("app", "app/appsettings.json");
    }

    @Test
    void copying_a_file_into_a_folder_keeps_its_name_and_creates_missing_folders() throws Exception {
        file(context, "a.txt", "a", false);
        file(baseFiles, "etc/there/x", "x", false);

        StageState state = run("FROM base:1\nCOPY a.txt /new/deep/\nCOPY a.txt /etc/there\nCOPY a.txt /renamed\n");

        assertThat(state.tree().find("new/deep/a.txt")).isPresent();
        assertThat(state.tree().find("etc/there/a.txt")).isPresent();
        assertThat(state.tree().find("renamed")).isPresent();
        assertThat(mode(state, "new/deep")).isEqualTo("755 0:0");
    }

    @Test
    void links_in_the_base_image_are_followed_except_with_link() throws Exception {
        file(context, "a.txt", "a", false);
        baseFiles.put("usr", FileNode.folder(0755, 0, 0));
        baseFiles.put("usr/lib", FileNode.folder(0700, 5, 5));
        baseFiles.put("lib", FileNode.link("usr/lib"));

        assertThat(run("FROM base:1\nCOPY a.txt /lib/\n").tree().find("usr/lib/a.txt"))
                .isPresent();
        StageState linked = run("FROM base:1\nCOPY --link a.txt /lib/\n");
        assertThat(linked.tree().find("lib/a.txt")).isPresent();
        assertThat(linked.tree().find("lib").orElseThrow().isFolder()).isTrue();
    }

    @Test
    void owners_are_looked_up_in_the_base_image() throws Exception {
        file(context, "d/a.txt", "a", false);
        file(baseFiles, "etc/passwd", "root:x:0:0::/:/bin/sh\napp:x:101:102::/:/bin/sh\n", false);
        file(baseFiles, "etc/group", "staff:x:50:app\n", false);

        StageState state =
                run("FROM base:1\nCOPY --chown=app d /one\nCOPY --chown=7:staff --chmod=0600 d/a.txt /two/x\n"
                        + "USER app\nWORKDIR /home/app\n");

        assertThat(mode(state, "one/a.txt")).isEqualTo("644 101:102");
        assertThat(mode(state, "one")).isEqualTo("755 101:102");
        assertThat(mode(state, "two/x")).isEqualTo("600 7:50");
        assertThat(mode(state, "home/app")).isEqualTo("755 101:102");
        assertThatThrownBy(() -> run("FROM base:1\nCOPY --chown=nobody d /x\n"))
                .isInstanceOfSatisfying(
                        DockerfileException.class, e -> assertThat(e.line()).isEqualTo(2))
                .hasMessageContaining("nobody");
    }

    @Test
    void exclude_parents_and_patterns_select_the_files() throws Exception {
        file(context, "src/a/x.txt", "x", false);
        file(context, "src/a/x.log", "l", false);
        file(context, "src/b/y.txt", "y", false);

        StageState state = run("FROM scratch\nCOPY --exclude=**/*.log src /one/\nCOPY --parents src/*/y.txt /two/\n"
                + "COPY --parents src/./b/y.txt /three/\nCOPY src/*/x.* /four/\n");

        assertThat(state.tree().find("one/a/x.txt")).isPresent();
        assertThat(state.tree().find("one/a/x.log")).isEmpty();
        assertThat(state.tree().find("two/src/b/y.txt")).isPresent();
        assertThat(state.tree().find("two/src/a")).isEmpty();
        assertThat(state.tree().find("three/b/y.txt")).isPresent();
        assertThat(state.tree().children("four")).containsExactly("four/x.log", "four/x.txt");
    }

    @Test
    void variables_in_here_documents_are_expanded() throws Exception {
        StageState state = run("FROM scratch\nARG A=1\nENV B=two\nCOPY <<one <<'two' /etc/\n$A ${B}\none\n$A\ntwo\n");

        assertThat(state.tree().find("etc/one").orElseThrow().size()).isEqualTo("1 two\n".length());
        assertThat(state.tree().find("etc/two").orElseThrow().size()).isEqualTo("$A\n".length());
    }

    @Test
    void arguments_have_defaults_given_values_and_scopes() throws Exception {
        String file = "ARG V=1\nARG TAG=base:$V\nFROM $TAG\nARG V\nARG OTHER=${V}x\nARG TARGETARCH\n"
                + "LABEL l=\"$V $OTHER ${MISSING:-none} $TARGETARCH\"\n";

        assertThat(config(run(file)).at("/config/Labels/l").asText()).isEqualTo("1 1x none amd64");
        assertThat(config(run(file, Map.of("OTHER", "given")))
                        .at("/config/Labels/l")
                        .asText())
                .isEqualTo("1 given none amd64");
    }

    @Test
    void the_configuration_is_the_same_as_buildkits() throws Exception {
        JsonNode config = config(run("FROM base:1\nENV A=1 B=$PATH\nENV A=2\nWORKDIR /app\nWORKDIR sub\nUSER app\n"
                        + "EXPOSE 80 53/UDP 8000-8001\nVOLUME [\"/data\"]\nCMD [\"old\"]\nENTRYPOINT run me\n"
                        + "HEALTHCHECK --interval=5s CMD [\"ok\"]\nSTOPSIGNAL SIGINT\nSHELL [\"/bin/bash\", \"-c\"]\nCMD go\n"
                        + "ONBUILD COPY a b\n"))
                .path("config");

        assertThat(config.path("Env").toString()).isEqualTo("[\"PATH=/bin\",\"A=2\",\"B=/bin\"]");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/app/sub");
        assertThat(config.path("ExposedPorts").toString())
                .isEqualTo("{\"80/tcp\":{},\"53/udp\":{},\"8000/tcp\":{},\"8001/tcp\":{}}");
        assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/bin/sh\",\"-c\",\"run me\"]");
        assertThat(config.path("Cmd").toString()).isEqualTo("[\"/bin/bash\",\"-c\",\"go\"]");
        assertThat(config.path("Healthcheck").toString())
                .isEqualTo("{\"Test\":[\"CMD\",\"ok\"],\"Interval\":5000000000}");
        assertThat(config.path("OnBuild").toString()).isEqualTo("[\"COPY a b\"]");
    }

    @Test
    void an_entrypoint_resets_only_the_command_of_the_base_image() throws Exception {
        baseConfig = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"Cmd\":[\"sh\"]}}";

        assertThat(config(run("FROM base:1\nENTRYPOINT [\"a\"]\n"))
                        .at("/config")
                        .has("Cmd"))
                .isFalse();
        assertThat(config(run("FROM base:1\nCMD [\"b\"]\nENTRYPOINT [\"a\"]\n"))
                        .at("/config/Cmd/0")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void triggers_of_the_base_image_run_and_are_removed() throws Exception {
        baseConfig =
                "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"OnBuild\":[\"COPY a.txt /t/\",\"ENV T=1\"]}}";
        file(context, "a.txt", "a", false);

        StageState state = run("FROM base:1\n");

        assertThat(state.tree().find("t/a.txt")).isPresent();
        assertThat(config(state).at("/config/OnBuild").isMissingNode()).isTrue();
        baseConfig = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"OnBuild\":[\"RUN make\"]}}";
        assertThatThrownBy(() -> run("\nFROM base:1\n"))
                .isInstanceOfSatisfying(
                        NeedsJobException.class, e -> assertThat(e.reason()).isEqualTo("line 2: ONBUILD RUN make"));
    }

    @Test
    void only_stages_that_the_target_needs_are_executed() throws Exception {
        file(context, "a.txt", "a", false);

        StageState state = run("FROM foreign:1 AS unused\nRUN make\nFROM scratch AS files\nCOPY a.txt /x/\n"
                + "FROM scratch\nCOPY --from=files /x /y\nCOPY --from=1 /x/a.txt /z\n");

        assertThat(state.tree().find("y/a.txt")).isPresent();
        assertThat(state.tree().find("z")).isPresent();
    }

    @Test
    void a_reason_for_a_job_is_reported_with_its_line() {
        assertThatThrownBy(() -> run("FROM scratch\n\nRUN echo hello\n"))
                .isInstanceOfSatisfying(
                        NeedsJobException.class, e -> assertThat(e.reason()).isEqualTo("line 3: RUN echo hello"));
        assertThatThrownBy(() -> run("FROM foreign:2\n"))
                .isInstanceOfSatisfying(
                        NeedsJobException.class, e -> assertThat(e.reason()).startsWith("line 1: FROM foreign:2"));
        assertThatThrownBy(() -> run("FROM scratch\nARG U=https://x/y\nADD $U /\n"))
                .isInstanceOfSatisfying(
                        NeedsJobException.class, e -> assertThat(e.reason()).startsWith("line 3: ADD https://x/y"));
        assertThatThrownBy(() -> run("# syntax=other/frontend:1\nFROM scratch\n"))
                .isInstanceOf(NeedsJobException.class);
    }

    @Test
    void a_folder_cannot_replace_a_file_nor_a_file_a_folder() {
        file(context, "d/x", "x", false);
        file(baseFiles, "target/x/inside", "x", false);
        file(baseFiles, "plain", "x", false);

        assertThatThrownBy(() -> run("FROM base:1\nCOPY d /target\n"))
                .hasMessageContaining("cannot replace to directory");
        assertThatThrownBy(() -> run("FROM base:1\nCOPY d /plain\n")).hasMessageContaining("/plain");
        assertThatThrownBy(() -> run("FROM base:1\nCOPY missing /\n")).hasMessageContaining("/missing: not found");
    }
}
