<%@ Page Language="C#" %>
<h1><%= System.Configuration.ConfigurationManager.AppSettings["Greeting"] %></h1>
