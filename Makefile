# Called by `sam build`, one target for each function and layer (template.yaml). Maven builds everything once.

STAMP := target/sam/built
SOURCES := $(shell find pom.xml layers/core layers/aws layers/sdi client builder functions -name pom.xml -o -path '*/src/main/*' -type f)
MODULES := layers/core,layers/aws,layers/sdi,builder,functions/token,functions/pull,functions/push,functions/api,functions/setup,functions/builds
CORE := target/sam/core
AWS := target/sam/aws
SDI := target/sam/sdi

$(STAMP): $(SOURCES)
	rm -rf target/sam layers/core/target/layer layers/aws/target/layer layers/sdi/target/layer builder/target/bundle
	./mvnw -q -Player -pl $(MODULES) -am -DskipTests package
	mkdir -p $(CORE) $(AWS) $(SDI)
	cp layers/core/target/layer/*.jar layers/core/target/slipway-core-*.jar $(CORE)/
	cp layers/aws/target/layer/*.jar layers/aws/target/slipway-aws-*.jar $(AWS)/
	cp layers/sdi/target/layer/*.jar layers/sdi/target/slipway-sdi-*.jar $(SDI)/
	cd $(AWS) && rm -f $$(ls $(CURDIR)/$(CORE))
	cd $(SDI) && rm -f $$(ls $(CURDIR)/$(CORE) $(CURDIR)/$(AWS) | grep '\.jar$$')
	touch $@

define stage
	mkdir -p $(ARTIFACTS_DIR)/$(2)
	cp $(1) $(ARTIFACTS_DIR)/$(2)/
endef

# SAM publishes a new version of a function when the function's own artifact has changed, and nearly all code lies in the layers: so the
# artifact names them.
define names
	sha256sum $(1) > $(ARTIFACTS_DIR)/layers.sha256
endef

build-TokenFunction: $(STAMP)
	$(call stage,functions/token/target/slipway-function-token-*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-PullFunction: $(STAMP)
	$(call stage,functions/pull/target/slipway-function-pull-*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-PushFunction build-LandedFunction: $(STAMP)
	$(call stage,functions/push/target/slipway-function-push-*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-ApiFunction: $(STAMP)
	$(call stage,functions/api/target/slipway-function-api-*.jar functions/api/target/layer/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar $(SDI)/*.jar)

build-SetupFunction: $(STAMP)
	$(call stage,functions/setup/target/slipway-function-setup-*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-BuildsFunction build-JobsFunction: $(STAMP)
	$(call stage,functions/builds/target/slipway-function-builds-*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar $(SDI)/*.jar)

build-CoreLayer: $(STAMP)
	$(call stage,$(CORE)/*.jar,java/lib)

build-AwsLayer: $(STAMP)
	$(call stage,$(AWS)/*.jar,java/lib)

build-SdiLayer: $(STAMP)
	$(call stage,$(SDI)/*.jar,java/lib)

# No function uses it: it brings the builder to the jobs of CodeBuild.
build-BuilderLayer: $(STAMP)
	cp -r builder/target/bundle/. $(ARTIFACTS_DIR)/
