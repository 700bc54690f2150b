package io.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the checks of an account against responses in the form documented by AWS. */
class AwsChecksTest {
    private static final String LAMBDA = "lambda /2015-03-31/functions/";
    private static final String STACK =
            "cloudformation /?Action=ListStackResources&Version=2010-05-15&StackName=registry";

    private StubAws aws;

    @BeforeEach
    void a_stack() throws Exception {
        aws = new StubAws()
                .answer(
                        "apigateway /v2/apis/abc123/integrations",
                        "{\"items\":[{\"integrationId\":\"i1\",\"integrationUri\":\"arn:aws:apigateway:eu-west-1:lambda:path"
                                + "/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:registry-Pull-1:live/invocations\"}]}")
                .answer(LAMBDA + "registry-Pull-1", "{\"Tags\":{\"aws:cloudformation:stack-name\":\"registry\"}}")
                .answer(
                        STACK,
                        page("<NextToken>more</NextToken>", "PullFunction", "registry-Pull-1", "AWS::Lambda::Function"))
                .answer(
                        STACK + "&NextToken=more",
                        page("", "BuildProject", "registry-BuildProject", "AWS::CodeBuild::Project"));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void the_release_check_succeeds_if_the_alias_has_the_latest_code_and_layers() throws Exception {
        function("live", "sum1", "layer:7");
        function("%24LATEST", "sum1", "layer:7");
        assertThat(new ReleaseCheck().examine(aws.stack()))
                .isEqualTo(CheckResult.ok("1 functions run the latest deployment"));
    }

    @Test
    void an_alias_with_older_code_or_layers_fails_the_check() throws Exception {
        function("live", "sum1", "layer:6");
        function("%24LATEST", "sum1", "layer:7");
        assertThat(new ReleaseCheck().examine(aws.stack()).detail())
                .endsWith("but it is older for PullFunction (version 3)");
        function("live", "sum0", "layer:7");
        assertThat(new ReleaseCheck().examine(aws.stack()).isFailure()).isTrue();
    }

    @Test
    void an_alias_with_older_variables_fails_the_check() throws Exception {
        function("%24LATEST", "sum1", "layer:7", ",\"Environment\":{\"Variables\":{\"SLIPWAY_AUDIT_DAYS\":\"30\"}}");
        function("live", "sum1", "layer:7", ",\"Environment\":{\"Variables\":{\"SLIPWAY_AUDIT_DAYS\":\"365\"}}");
        assertThat(new ReleaseCheck().examine(aws.stack()).detail())
                .isEqualTo(
                        "the alias live must have the latest deployment, but it is older for PullFunction (version 3)");
    }

    @Test
    void a_version_without_a_snapshot_fails_the_check() throws Exception {
        function("%24LATEST", "sum1", "layer:7");
        function(
                "live",
                "sum1",
                "layer:7",
                ",\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"On\"}");
        assertThat(new ReleaseCheck().examine(aws.stack()).isFailure()).isFalse();
        function(
                "live",
                "sum1",
                "layer:7",
                ",\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"Off\"}");
        assertThat(new ReleaseCheck().examine(aws.stack()).detail()).endsWith("but has none of PullFunction");
    }

    @Test
    void too_few_concurrent_executions_fail_the_check() throws Exception {
        String settings = "lambda /2016-08-19/account-settings";
        aws.answer(
                settings, "{\"AccountLimit\":{\"ConcurrentExecutions\":1000,\"UnreservedConcurrentExecutions\":900}}");
        assertThat(new LambdaQuotaCheck().examine(aws.stack()).isFailure()).isFalse();
        aws.answer(settings, "{\"AccountLimit\":{\"ConcurrentExecutions\":10,\"UnreservedConcurrentExecutions\":10}}");
        CheckResult finding = new LambdaQuotaCheck().examine(aws.stack());
        assertThat(finding.isFailure()).isTrue();
        assertThat(finding.remedy()).contains("L-B99A9384");
    }

    @Test
    void the_quota_of_the_projects_compute_type_is_checked() throws Exception {
        aws.answer(
                "codebuild CodeBuild_20161006.BatchGetProjects",
                "{\"projects\":[{\"environment\":{\"computeType\":\"BUILD_GENERAL1_LARGE\"}}]}");
        quotas(1, 0);
        assertThat(new BuildQuotaCheck().examine(aws.stack()).detail())
                .isEqualTo("the quota 'Concurrently running builds for Linux/Large environment' must be at least 1, but"
                        + " was 0");
        quotas(1, 20);
        assertThat(new BuildQuotaCheck().examine(aws.stack()).detail()).startsWith("20 builds at once");
    }

    @Test
    void a_store_that_is_not_ready_fails_the_check() throws Exception {
        String store = "cloudfront /2020-05-31/key-value-store/registry-eu-west-1-edge";
        aws.answer(
                store,
                "<KeyValueStore"
                        + " xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Status>READY</Status></KeyValueStore>");
        assertThat(new EdgeStoreCheck().examine(aws.stack()).isFailure()).isFalse();
        aws.answer(store, "<KeyValueStore><Status>PROVISIONING</Status></KeyValueStore>");
        assertThat(new EdgeStoreCheck().examine(aws.stack()).detail()).endsWith("must be READY, but was PROVISIONING");
    }

    @Test
    void a_denied_call_is_reported_with_its_service() {
        assertThatThrownBy(() -> aws.stack().quotas("codebuild"))
                .hasMessageContaining("AWS (servicequotas) must respond with 200, but responded with 403");
    }

    private void function(String qualifier, String sum, String layer) {
        function(qualifier, sum, layer, "");
    }

    private void function(String qualifier, String sum, String layer, String more) {
        aws.answer(
                LAMBDA + "registry-Pull-1/configuration?Qualifier=" + qualifier,
                "{\"Version\":\"3\",\"CodeSha256\":\"" + sum + "\",\"Layers\":[{\"Arn\":\"" + layer + "\"}]" + more
                        + "}");
    }

    private void quotas(int small, int large) {
        aws.answer(
                "servicequotas ServiceQuotasV20190624.ListServiceQuotas",
                "{\"Quotas\":[" + quota("Small", small) + "," + quota("Large", large) + "]}");
    }

    private static String quota(String machine, int value) {
        return "{\"QuotaName\":\"Concurrently running builds for Linux/" + machine + " environment\",\"Value\":" + value
                + "}";
    }

    private static String page(String next, String logical, String physical, String type) {
        return "<ListStackResourcesResponse"
                + " xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><ListStackResourcesResult>"
                + next + "<StackResourceSummaries><member><LogicalResourceId>" + logical
                + "</LogicalResourceId><PhysicalResourceId>" + physical + "</PhysicalResourceId><ResourceType>" + type
                + "</ResourceType></member></StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>";
    }
}
