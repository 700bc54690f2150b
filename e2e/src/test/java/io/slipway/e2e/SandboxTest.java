package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildReport;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests sandboxed jobs with a real registry. Attacks on the sandbox itself are in the tests of the builder. */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
    private static final String BASE = "ARG BASE\nFROM $BASE\n";

    private Cloud cloud;
    private BuilderLab lab;
    private BaseImage base;

    @TempDir
    private Path cache;

    @BeforeAll
    void connect(Cloud shared) {
        cloud = shared;
        lab = new BuilderLab(shared, "sandbox");
        Digest digest = SampleApp.pushBusybox(shared, "sandbox-busybox:1");
        base = new BaseImage("BASE", "sandbox-busybox:1", RepositoryName.parse("sandbox-busybox"), digest);
    }

    @Test
    void a_job_cannot_connect_to_its_own_machine() throws IOException {
        BuildReport loopback = build("loopback", "FROM 127.0.0.1:1/x\n");
        assertThat(String.valueOf(loopback.failure())).contains("an address of this machine");
        BuildReport add = build("add", BASE + "ADD http://127.0.0.1:1/x /x\n");
        assertThat(String.valueOf(add.failure())).contains("ADD of a URL needs a network");
    }

    @Test
    void the_layers_of_the_base_are_kept_and_each_instruction_adds_one() throws IOException {
        BuildReport report = build("layers", BASE + "RUN echo a > /a\nCOPY sdi.yaml /b\nENV C=d\n");
        JsonNode manifest = manifest("sandbox@" + child(report));
        JsonNode basis = manifest("sandbox-busybox@" + base.digest());
        assertThat(manifest.path("layers").size())
                .isEqualTo(basis.path("layers").size() + 2);
        for (int i = 0; i < basis.path("layers").size(); i++) {
            assertThat(manifest.path("layers").path(i).path("digest"))
                    .isEqualTo(basis.path("layers").path(i).path("digest"));
        }
        assertThat(lab.log()).contains("linked 1 layers of the base image");
    }

    @Test
    void the_second_build_of_a_dockerfile_uses_cached_layers() throws IOException {
        String file = BASE + "RUN head -c 16 /dev/urandom > /random\nCOPY sdi.yaml /a\n";
        JsonNode first = manifest("sandbox@" + child(build("again", file))).path("layers");
        assertThat(manifest("sandbox@" + child(build("again", file))).path("layers"))
                .hasSizeGreaterThan(2)
                .isEqualTo(first);
    }

    private BuildReport build(String deployment, String dockerfile) throws IOException {
        Map<String, String> files = Map.of("Dockerfile", dockerfile, "sdi.yaml", "{}\n");
        BuildInputs inputs =
                lab.inputs(deployment, "Sandbox." + deployment, files, List.of(), List.of(), List.of(base));
        return lab.run(inputs, Map.of("SLIPWAY_CACHE", cache.toString()));
    }

    private String child(BuildReport report) throws IOException {
        assertThat(report.failure()).as(lab.log()).isNull();
        return manifest("sandbox@" + report.image())
                .path("manifests")
                .path(0)
                .path("digest")
                .asText();
    }

    private JsonNode manifest(String reference) throws IOException {
        Tool crane = Tool.crane(cloud);
        return Api.JSON.readTree(crane.run("manifest", "--insecure", cloud.host() + "/" + reference));
    }
}
