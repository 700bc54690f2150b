package registry

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

var registries atomic.Int64

// New forwards to the registry under test, in place of the suite's own registry in memory. Each has a folder of repositories of its own.
func New(_ ...Option) http.Handler {
	target, err := url.Parse(os.Getenv("SLIPWAY_URL"))
	if err != nil {
		panic(err)
	}
	folder := "/v2/suite/" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(registries.Add(1), 10) + "/"
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = target.Host
			r.Out.SetBasicAuth("suite", os.Getenv("SLIPWAY_TOKEN"))
			if name, found := strings.CutPrefix(r.In.URL.Path, "/v2/"); found && name != "" && !strings.HasPrefix(name, "_") {
				r.Out.URL.Path = folder + name
				r.Out.URL.RawPath = ""
			}
			if from := r.In.URL.Query().Get("from"); from != "" {
				query := r.In.URL.Query()
				query.Set("from", strings.TrimPrefix(folder, "/v2/")+from)
				r.Out.URL.RawQuery = query.Encode()
			}
		},
		ModifyResponse: func(response *http.Response) error {
			for _, header := range []string{"Location", "Link"} {
				if value := response.Header.Get(header); value != "" {
					response.Header.Set(header, strings.Replace(value, folder, "/v2/", 1))
				}
			}
			if strings.HasPrefix(response.Request.URL.Path, "/v2/_catalog") && response.StatusCode == http.StatusOK {
				return ownNames(response, strings.TrimPrefix(folder, "/v2/"))
			}
			return nil
		},
	}
}

// ownNames leaves in a page of the catalogue the names below a folder, without it.
func ownNames(response *http.Response, folder string) error {
	var page struct {
		Repositories []string `json:"repositories"`
	}
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
		return err
	}
	response.Body.Close()
	names := []string{}
	for _, name := range page.Repositories {
		if own, found := strings.CutPrefix(name, folder); found {
			names = append(names, own)
		}
	}
	page.Repositories = names
	body, err := json.Marshal(page)
	response.Body = io.NopCloser(bytes.NewReader(body))
	response.Header.Set("Content-Length", strconv.Itoa(len(body)))
	response.ContentLength = int64(len(body))
	return err
}
