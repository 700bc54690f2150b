import client.ApiClient;
import client.ApiException;
import client.api.BuildsApi;
import client.api.PackagesApi;
import client.model.Build;
import client.model.BuildDifferences;
import client.model.BuildRequest;
import client.model.DeploymentImage;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.util.Map;

/**
 * Uses the client generated from the OpenAPI document: requests images of two environments and one that fails, and
 * reads everything that the registry returns about them. A field that the document lacks is an error.
 */
final class AskForImages {
    private static final String SPACE = "default";

    private final BuildsApi builds;

    private AskForImages(BuildsApi builds) {
        this.builds = builds;
    }

    public static void main(String[] arguments) throws Exception {
        String token = System.getenv("SLIPWAY_TOKEN");
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        client.setObjectMapper(
                ApiClient.createDefaultObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
        System.out.println(new PackagesApi(client)
                        .listPackageVersions(SPACE, arguments[1])
                        .getVersions()
                        .size() + " version");
        new AskForImages(new BuildsApi(client)).run(arguments[1]);
    }

    private void run(String id) throws ApiException {
        Build test = request(id, "deployments-601", "Test", Map.of("Host", "test.example.com"));
        Build production = request(id, "deployments-602", "Production", Map.of("Host", "example.com"));
        BuildDifferences differences = builds.diffBuilds(SPACE, test.getId(), production.getId());
        differences.getVariables().stream()
                .filter(it -> it.getName().equals("Host"))
                .forEach(it -> System.out.println(it.getLeft() + " -> " + it.getRight()));
        differences
                .getFiles()
                .forEach(it -> System.out.println(
                        it.getPath() + ": " + it.getLeft().getText().strip() + " -> "
                                + it.getRight().getText().strip()));
        for (DeploymentImage image :
                builds.listDeploymentImages(SPACE, "deployments-602").getImages()) {
            System.out.println(image.getReference().equals(production.getReference()));
        }
        System.out.println(builds.readBuildLog(SPACE, test.getId(), 0, 0).getEnded());
        System.out.println(
                builds.getBuildReport(SPACE, test.getId()).getFiles().getFirst().getPath());
        Map<String, Object> secret = Map.of("Name", "Host", "Value", "secret.example.com", "IsSensitive", true);
        Build failed = request(id, "deployments-603", "Test", java.util.List.of(secret));
        System.out.println(failed.getState() + " " + failed.getFailure().getStage());
        System.out.println(builds.listBuilds(SPACE, 3, null, null, null, null, null, id)
                .getBuilds()
                .size());
    }

    private Build request(String id, String deployment, String environment, Object variables) throws ApiException {
        BuildRequest request = new BuildRequest()
                ._package(id)
                .version("1.0.0")
                .deployment(deployment)
                .environment(environment)
                .variables(variables);
        Build build = builds.requestBuild(SPACE, request);
        return builds.getBuild(SPACE, build.getId());
    }
}
