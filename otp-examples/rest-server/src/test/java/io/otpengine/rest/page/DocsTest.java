package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocsTest extends BrowserTest {
    static final String DESCRIPTION = """
        {"openapi":"3.0.3","info":{"title":"An API","version":"1.2","description":"First.\\n\\nThen `code`."},
         "servers":[{"url":"/2fa/v1"}],
         "paths":{
          "/otp/{otpId}":{"parameters":[{"$ref":"#/components/parameters/id"}],
           "get":{"tags":["OTP"],"summary":"Status of an OTP","responses":{
             "200":{"description":"the OTP","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Otp"}}}},
             "404":{"description":"no such OTP"}}},
           "delete":{"tags":["OTP"],"summary":"Delete","responses":{"200":{"description":"as it was"}}}},
          "/otp":{"post":{"tags":["OTP"],"summary":"Send",
           "requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["number"],
            "properties":{"number":{"type":"string","maxLength":32,"description":"E.164"},"tries":{"type":"integer","minimum":1,"maximum":10,"default":3}}}}}},
           "responses":{"200":{"description":"sent"}}}}},
         "components":{"parameters":{"id":{"name":"otpId","in":"path","required":true,"schema":{"type":"string","format":"uuid"},"description":"Its id"}},
          "schemas":{"Otp":{"type":"object","properties":{"otpStatus":{"type":"string","enum":["ACTIVE","VERIFIED"]},"again":{"type":"array","items":{"$ref":"#/components/schemas/Otp"}}}}}}}
        """;

    @Override
    void openThePage() {
        server.openApi(DESCRIPTION);
        browser.forgetComplaints();
        browser.driver.get(server.url() + "/docs");
        browser.untilText("#operations", "/otp/{otpId}");
    }

    @Test
    void everyOperationIsListedWithWhatItTakesAndAnswers() {
        assertThat(browser.text("#title")).isEqualTo("An API");
        assertThat(browser.text("#about")).contains("First.", "Then code.", "Version 1.2", "/2fa/v1");
        assertThat(browser.text("#op-get-otp-otpid"))
                .contains(
                        "GET",
                        "Status of an OTP",
                        "otpId required",
                        "path, string (uuid)",
                        "Its id",
                        "404",
                        "no such OTP");
        assertThat(browser.text("#op-post-otp"))
                .contains("number required", "at most 32 characters", "1 to 10; default 3", "application/json");
        assertThat(browser.text("#schema-otp")).contains("one of ACTIVE, VERIFIED", "list of Otp");
        browser.assertClean();
    }

    @Test
    void theContentsLeadThere() {
        browser.click("#contents a[href='#op-post-otp']");
        assertThat(browser.driver.getCurrentUrl()).endsWith("#op-post-otp");
        browser.click("#op-get-otp-otpid a[href='#schema-otp']");
        assertThat(browser.driver.getCurrentUrl()).endsWith("#schema-otp");
        browser.assertClean();
    }

    @Test
    void aDescriptionThatCannotBeReadIsSaidSo() {
        server.openApi("not JSON");
        browser.driver.navigate().refresh();
        browser.untilText("#trouble", "could not be read");
    }
}
