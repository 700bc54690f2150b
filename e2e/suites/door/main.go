// Command door forwards every request to a registry, with the registry's login where the request has none. It prints the address at which it listens.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
)

func main() {
	registry, err := url.Parse(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("localhost:%d\n", listener.Addr().(*net.TCPAddr).Port)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(registry)
		r.Out.Host = registry.Host
		if r.In.Header.Get("Authorization") == "" {
			r.Out.SetBasicAuth("suite", os.Args[2])
		}
	}}
	log.Fatal(http.Serve(listener, proxy))
}
